package dev.cmkconsole.sandbox.atlas.auth;

import java.math.BigInteger;
import java.net.InetAddress;

/** Address blocks of API access lists. */
public final class Cidr {
    private Cidr() {}

    /** False also when either side is not an IP address literal. */
    static boolean contains(String block, String address) {
        var parts = block.split("/", 2);
        if (!literal(parts[0]) || !literal(address)) {
            return false;
        }
        try {
            var base = InetAddress.getByName(parts[0]).getAddress();
            var other = InetAddress.getByName(address).getAddress();
            if (base.length != other.length) {
                return false;
            }
            var bits = base.length * 8;
            var prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bits) {
                return false;
            }
            return new BigInteger(1, base)
                    .shiftRight(bits - prefix)
                    .equals(new BigInteger(1, other).shiftRight(bits - prefix));
        } catch (java.net.UnknownHostException | NumberFormatException e) {
            return false;
        }
    }

    /** Keeps {@code InetAddress} from asking a name server. */
    public static boolean literal(String text) {
        return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.contains(":") && text.matches("[0-9a-fA-F:.]+");
    }

    public static boolean block(String text) {
        return contains(text, text.split("/", 2)[0]);
    }
}
