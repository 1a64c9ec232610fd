package dev.cmkconsole.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Ranges against arithmetic on numbers, for both families. */
class IpRangeTest {
    /** An address as a number; the number of bits distinguishes the family. */
    record Sample(BigInteger number, int bits, int prefix) {
        String text() {
            return written(number, bits);
        }

        String block() {
            return text() + "/" + prefix;
        }

        BigInteger network(BigInteger of) {
            return of.shiftRight(bits - prefix);
        }
    }

    private static String written(BigInteger number, int bits) {
        var hex = String.format("%0" + bits / 4 + "x", number);
        return bits == 32
                ? IntStream.range(0, 4)
                        .mapToObj(i -> String.valueOf(HexFormat.fromHexDigits(hex, i * 2, i * 2 + 2)))
                        .collect(Collectors.joining("."))
                : IntStream.range(0, 8)
                        .mapToObj(i -> hex.substring(i * 4, i * 4 + 4))
                        .collect(Collectors.joining(":"));
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.of(32, 128)
                .flatMap(bits -> Combinators.combine(
                                Arbitraries.bigIntegers()
                                        .between(
                                                BigInteger.ZERO,
                                                BigInteger.TWO.pow(bits).subtract(BigInteger.ONE)),
                                Arbitraries.integers().between(0, bits))
                        .as((number, prefix) -> new Sample(number, bits, prefix)));
    }

    private static IpRange range(String text) {
        return IpRange.parse(text).orElseThrow();
    }

    @Property
    void hostBitsThatAreSetDoNotCount(@ForAll("samples") Sample a) {
        var rest = BigInteger.TWO.pow(a.bits() - a.prefix()).subtract(BigInteger.ONE);
        var base = written(a.number().andNot(rest), a.bits()) + "/" + a.prefix();
        assertThat(range(a.block()).contains(range(base))).isTrue();
        assertThat(range(base).contains(range(a.block()))).isTrue();
        assertThat(range(a.block()).contains(range(a.text()))).isTrue();
    }

    @Property
    void aRangeHoldsWhatSharesItsPrefix(@ForAll("samples") Sample a, @ForAll("samples") Sample b) {
        boolean same = a.bits() == b.bits();
        assertThat(range(a.block()).contains(range(b.text())))
                .isEqualTo(same && a.network(a.number()).equals(a.network(b.number())));
        assertThat(range(a.block()).contains(range(b.block())))
                .isEqualTo(same
                        && b.prefix() >= a.prefix()
                        && a.network(a.number()).equals(a.network(b.number())));
    }

    @Property
    void theFirstBitOutsideThePrefixDecides(@ForAll("samples") Sample a) {
        for (int bit = 0; bit < a.bits(); bit++) {
            var other = written(a.number().flipBit(a.bits() - 1 - bit), a.bits());
            assertThat(range(a.block()).contains(range(other))).isEqualTo(bit >= a.prefix());
        }
    }

    @Property
    void theJdkReadsTheSameAddress(@ForAll("samples") Sample a) throws UnknownHostException {
        var bytes = InetAddress.ofLiteral(a.text()).getAddress();
        assertThat(range(a.text())
                        .contains(range(InetAddress.getByAddress(bytes).getHostAddress())))
                .isEqualTo(bytes.length * 8 == a.bits());
    }

    @Property
    void anIpv4AddressInIpv6FormStaysIpv6(@ForAll("samples") Sample a) {
        if (a.bits() == 32) {
            var mapped = "::ffff:" + a.text();
            var inGroups = "0:0:0:0:0:ffff:" + written(a.number(), 128).substring(30);
            assertThat(range(mapped).contains(range(inGroups))).isTrue();
            assertThat(range(mapped + "/" + (96 + a.prefix())).contains(range(mapped)))
                    .isTrue();
            assertThat(range("::ffff:0:0/96").contains(range(mapped))).isTrue();
            assertThat(range("::/0").contains(range(mapped))).isTrue();
            assertThat(range(mapped).contains(range(a.text()))).isFalse();
            assertThat(range("0.0.0.0/0").contains(range(mapped))).isFalse();
            assertThat(range(mapped).isIpv4()).isFalse();
        }
    }

    @Property
    void anIpv4BlockListsItsAddresses(@ForAll("samples") Sample a) {
        if (a.bits() == 32 && a.prefix() >= 26) {
            var listed = range(a.block()).addresses();
            assertThat(listed)
                    .hasSize(1 << 32 - a.prefix())
                    .doesNotHaveDuplicates()
                    .contains(a.text());
            assertThat(listed).allMatch(one -> range(a.block()).contains(range(one)));
        }
    }

    @Property
    void nothingElseIsRead(@ForAll String text) {
        var parsed = IpRange.parse(text);
        if (parsed.isPresent()) {
            assertThat(text).matches("[0-9a-fA-F:./]+");
        }
    }

    @Example
    void whatIsNoAddressIsNotRead() {
        assertThat(List.of(
                        "",
                        "/",
                        "/8",
                        "1.2.3.4/",
                        "1.2.3.4/33",
                        "1.2.3.4/-1",
                        "1.2.3.4/+8",
                        "1.2.3.4/8/8",
                        "1.2.3.4/255.255.255.0",
                        "1.2.3",
                        "1",
                        "1.2.3.4.5",
                        "256.0.0.1",
                        "0x7f.0.0.1",
                        " 1.2.3.4",
                        "1.2.3.4 ",
                        "localhost",
                        "example.com",
                        "::/129",
                        "::1::",
                        ":1",
                        "1:",
                        ":::",
                        "12345::",
                        "1:2:3:4:5:6:7:8:9",
                        "1:2:3:4:5:6:7:8::",
                        "::1.2.3",
                        "::ffff:256.0.0.1",
                        "1.2.3.4::",
                        "[::1]",
                        "fe80::1%1",
                        "fe80::1%eth0",
                        "\u0661.2.3.4",
                        "::g"))
                .allSatisfy(text -> assertThat(IpRange.parse(text)).as(text).isEmpty());
        assertThat(IpRange.address("10.0.0.0/8")).isEmpty();
    }

    @Example
    void whatIsOneIs() {
        assertThat(range("010.0.0.1").contains(range("10.0.0.1"))).isTrue();
        assertThat(range("10.1.2.3/8").contains(range("10.200.0.0/16"))).isTrue();
        assertThat(range("2001:DB8::/32").contains(range("2001:db8:1::7"))).isTrue();
        assertThat(range("::").isSingle()).isTrue();
        assertThat(range("::1.2.3.4").contains(range("::102:304"))).isTrue();
        assertThat(range("0.0.0.0/0").hostBits()).isEqualTo(32);
    }
}
