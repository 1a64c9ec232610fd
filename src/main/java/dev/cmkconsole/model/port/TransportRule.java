package dev.cmkconsole.model.port;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The rule for every address of Atlas and AWS: credentials travel encrypted, except within this computer. */
public final class TransportRule {
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    private static final int LAST_PORT = 65_535;

    private TransportRule() {}

    /** Whether credentials may be sent to an address. */
    public static boolean allows(URI address) {
        return "https".equalsIgnoreCase(address.getScheme())
                || "http".equalsIgnoreCase(address.getScheme()) && loopback(address);
    }

    /** Whether a connection can be made to the address: it names a host, and its port, if any, exists. */
    public static boolean reachable(URI address) {
        return address.getHost() != null && address.getPort() != 0 && address.getPort() <= LAST_PORT;
    }

    /** Whether the address is this computer's own. Host names other than {@code localhost} are not resolved. */
    public static boolean loopback(URI address) {
        if (address.getHost() == null) {
            return false;
        }
        var host = address.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.equals("127.0.0.1")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }
}
