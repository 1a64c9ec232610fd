package dev.cmkconsole.network;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.TransportRule;
import dev.cmkconsole.secret.Secret;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Selects the proxy for an address from {@code HTTPS_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in upper case
 * first, as the Atlas CLI and Terraform do. Without these variables the proxy settings of the Java runtime apply.
 */
public final class Proxies {
    /** The variables that name a proxy, the first that is set wins. */
    private static final List<String> PROXY = List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");

    private static final List<String> EXCEPT = List.of("NO_PROXY", "no_proxy");

    public static final Proxies NONE = new Proxies(Optional.empty(), List.of("*"));

    /** A proxy. Its name and password never leave this package. */
    record Proxy(String scheme, String host, int port, Optional<SignIn> signIn) {
        @Override
        public String toString() {
            return scheme + "://" + host + ":" + port;
        }
    }

    record SignIn(String user, Optional<Secret> password) {}

    private final Optional<Proxy> proxy;
    private final List<String> except;

    private Proxies(Optional<Proxy> proxy, List<String> except) {
        this.proxy = proxy;
        this.except = except;
    }

    /** @throws ServiceException with code {@code PROXY_MALFORMED}, which names the variable and not its value */
    public static Proxies from(Map<String, String> environment, Clock clock) {
        var name = variable(environment);
        var except = first(environment, EXCEPT)
                .map(found -> Arrays.stream(environment.getOrDefault(found, "").split("[,\\s]+"))
                        .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                        .filter(entry -> !entry.isEmpty())
                        .toList())
                .orElse(List.of());
        return new Proxies(
                name.map(n -> parsed(n, environment.getOrDefault(n, "").strip(), clock)), except);
    }

    /** The variable that names the proxy. */
    public static Optional<String> variable(Map<String, String> environment) {
        return first(environment, PROXY);
    }

    /** The proxy's address without name and password; empty where no variable names one. */
    public Optional<String> shown() {
        return proxy.map(Proxy::toString);
    }

    Optional<Proxy> proxy() {
        return proxy;
    }

    /** Traffic within this computer never goes through a proxy. */
    Optional<Proxy> toward(URI target) {
        if (TransportRule.loopback(target)) {
            return Optional.empty();
        }
        return proxy.isPresent()
                ? proxy.filter(_ -> except.stream().noneMatch(entry -> matches(entry, target)))
                : except.contains("*") ? Optional.empty() : ofTheRuntime(target);
    }

    private static Optional<Proxy> ofTheRuntime(URI target) {
        return Optional.ofNullable(ProxySelector.getDefault()).stream()
                .flatMap(selector -> selector.select(target).stream())
                .limit(1)
                .filter(chosen -> chosen.type() == java.net.Proxy.Type.HTTP)
                .map(chosen -> (InetSocketAddress) chosen.address())
                .map(at -> new Proxy("http", at.getHostString(), at.getPort(), Optional.empty()))
                .findFirst();
    }

    /**
     * An entry is a host, which covers its subdomains, or an address, perhaps with a port; a range of addresses such as
     * 10.0.0.0/8; or {@code *}. A range concerns targets that are written as addresses: no name is looked up.
     */
    private static boolean matches(String entry, URI target) {
        if (entry.equals("*")) {
            return true;
        }
        var host = bare(target.getHost().toLowerCase(Locale.ROOT));
        if (entry.contains("/")) {
            return address(host).filter(at -> inRange(entry, at)).isPresent();
        }
        var port = target.getPort() >= 0 ? target.getPort() : 443;
        var withPort = entry.matches("([^:]*|\\[.*]):\\d+");
        var name = bare(withPort ? entry.substring(0, entry.lastIndexOf(':')) : entry)
                .replaceFirst("^\\*?\\.", "");
        if (withPort && !entry.endsWith(":" + port)) {
            return false;
        }
        return host.equals(name)
                || host.endsWith("." + name)
                || address(name).isPresent() && address(name).equals(address(host));
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean inRange(String range, InetAddress address) {
        var parts = range.split("/", 2);
        var network = address(bare(parts[0])).map(InetAddress::getAddress);
        var bytes = address.getAddress();
        if (network.isEmpty() || network.get().length != bytes.length || !parts[1].matches("\\d{1,3}")) {
            return false;
        }
        int bits = Integer.parseInt(parts[1]);
        int total = bytes.length * Byte.SIZE;
        return bits <= total
                && new BigInteger(1, bytes)
                                .xor(new BigInteger(1, network.get()))
                                .shiftRight(total - bits)
                                .signum()
                        == 0;
    }

    /** Empty for a name. */
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Proxy parsed(String variable, String text, Clock clock) {
        try {
            var uri = new URI(text.contains("://") ? text : "http://" + text);
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (!TransportRule.reachable(uri) || !scheme.equals("http") && !scheme.equals("https")) {
                throw malformed(variable, clock);
            }
            var port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
            return new Proxy(
                    scheme,
                    uri.getHost(),
                    port,
                    Optional.ofNullable(uri.getRawUserInfo())
                            .filter(info -> !info.isBlank())
                            .map(Proxies::signIn));
        } catch (URISyntaxException e) {
            // The exception quotes the value, which may contain a password.
            throw malformed(variable, clock);
        }
    }

    private static SignIn signIn(String info) {
        var parts = info.split(":", 2);
        return new SignIn(
                decoded(parts[0]),
                parts.length < 2 || parts[1].isBlank() ? Optional.empty() : Optional.of(Secret.of(decoded(parts[1]))));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static ServiceException malformed(String variable, Clock clock) {
        return new ServiceException(new Problem.Local(
                "connect", "PROXY_MALFORMED", variable + ": expected http://HOST:PORT", clock.instant()));
    }

    private static Optional<String> first(Map<String, String> environment, List<String> names) {
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }
}
