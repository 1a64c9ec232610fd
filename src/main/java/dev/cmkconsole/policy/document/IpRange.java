package dev.cmkconsole.policy.document;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An IPv4 or IPv6 address, or a CIDR block. The JDK parses the address without a DNS lookup. An IPv4-mapped IPv6
 * address ({@code ::ffff:192.0.2.1}) stays an IPv6 address: neither AWS nor Atlas documents that it matches the IPv4
 * one.
 */
public final class IpRange {
    /** The JDK also accepts shortened IPv4 addresses, brackets and zones. Policies contain none of them. */
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final byte[] address;
    private final int prefix;

    private IpRange(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /** Empty for a text that is neither an address nor a block. Bits after the prefix may be set; they are ignored. */
    public static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text);
        }
        var length = text.substring(slash + 1);
        return address(text.substring(0, slash))
                .filter(_ -> LENGTH.matcher(length).matches())
                .map(host -> new IpRange(host.address, Integer.parseInt(length)))
                .filter(range -> range.prefix <= range.bits());
    }

    /** Empty for a text that is not a single address. */
    public static Optional<IpRange> address(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            var bytes = text.indexOf(':') < 0
                    ? Inet4Address.ofLiteral(text).getAddress()
                    : sixteen(Inet6Address.ofLiteral(text).getAddress());
            return Optional.of(new IpRange(bytes, bytes.length * 8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The JDK turns an IPv4-mapped IPv6 address into an IPv4 address. This restores the 16 bytes. */
    private static byte[] sixteen(byte[] bytes) {
        if (bytes.length == 16) {
            return bytes;
        }
        var mapped = new byte[16];
        System.arraycopy(MAPPED, 0, mapped, 0, MAPPED.length);
        System.arraycopy(bytes, 0, mapped, MAPPED.length, bytes.length);
        return mapped;
    }

    private int bits() {
        return address.length * 8;
    }

    /** The number of host bits of this range; 0 for a single address. */
    public int hostBits() {
        return bits() - prefix;
    }

    public boolean isSingle() {
        return hostBits() == 0;
    }

    /**
     * Whether every address of {@code other} is in this range. Ranges of different families never contain each other.
     */
    public boolean contains(IpRange other) {
        return other.bits() == bits()
                && other.prefix >= prefix
                && network(address).equals(network(other.address));
    }

    private BigInteger network(byte[] of) {
        return new BigInteger(1, of).shiftRight(hostBits());
    }

    /**
     * Every address of an IPv4 block, in ascending order.
     *
     * @throws IllegalStateException for IPv6, and for blocks of more than 16 host bits, which hold too many addresses
     */
    public List<String> addresses() {
        if (bits() != 32 || hostBits() > 16) {
            throw new IllegalStateException("too many addresses");
        }
        int first = network(address).shiftLeft(hostBits()).intValue();
        return IntStream.range(0, 1 << hostBits())
                .mapToObj(i -> dotted(first + i))
                .toList();
    }

    public boolean isIpv4() {
        return bits() == 32;
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
