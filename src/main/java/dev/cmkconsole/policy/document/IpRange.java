package dev.cmkconsole.policy.document;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address or CIDR block; parsing never asks a name server. */
final class IpRange {

    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private final byte[] address;
    private final int prefix;

    private IpRange(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        var host = slash < 0 ? text : text.substring(0, slash);
        var bytes = host.indexOf(':') >= 0 ? v6(host) : v4(host);
        if (bytes == null) {
            return Optional.empty();
        }
        int prefix = bytes.length * 8;
        if (slash >= 0) {
            var length = text.substring(slash + 1);
            if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > prefix) {
                return Optional.empty();
            }
            prefix = Integer.parseInt(length);
        }
        return Optional.of(new IpRange(bytes, prefix));
    }

    boolean isSingle() {
        return prefix == address.length * 8;
    }

    /** Whether every address of {@code other} is in this range; ranges of the other family never are. */
    boolean contains(IpRange other) {
        if (other.address.length != address.length || other.prefix < prefix) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(address, 0, whole, other.address, 0, whole)) {
            return false;
        }
        int mask = 0xff00 >> (prefix % 8) & 0xff;
        return prefix % 8 == 0 || (address[whole] & mask) == (other.address[whole] & mask);
    }

    private static byte[] v4(String text) {
        var matcher = V4.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        var bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            int part = Integer.parseInt(matcher.group(i + 1));
            if (part > 255) {
                return null;
            }
            bytes[i] = (byte) part;
        }
        return bytes;
    }

    private static byte[] v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        var head = groups(gap < 0 ? text : text.substring(0, gap));
        var tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
        if (head == null || tail == null || (gap < 0 ? head.length != 16 : head.length + tail.length > 14)) {
            return null;
        }
        var bytes = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        var parts = text.split(":", -1);
        var bytes = new byte[32];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            var embedded = i == parts.length - 1 ? v4(parts[i]) : null;
            if (embedded != null && length + 4 <= 16) {
                System.arraycopy(embedded, 0, bytes, length, 4);
                length += 4;
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}") && length + 2 <= 16) {
                int group = Integer.parseInt(parts[i], 16);
                bytes[length++] = (byte) (group >> 8);
                bytes[length++] = (byte) group;
            } else {
                return null;
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
