package dev.cmkconsole.sandbox.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 and localhost, made on the spot. The JDK has no public way to make one and the
 * libraries that do weigh megabytes, so the few structures of RFC 5280 that are needed are written here.
 */
public final class SelfSignedCertificate {
    private static final char[] PASSWORD = "sandbox".toCharArray();
    private static final Duration LIFE = Duration.ofDays(825);
    private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";

    private final KeyStore store;
    private final Path file;

    private SelfSignedCertificate(KeyStore store, Path file) {
        this.store = store;
        this.file = file;
    }

    /** Takes the certificate kept in the directory, or makes one there; clients are told to trust {@link #file}. */
    public static SelfSignedCertificate in(Path directory, Clock clock) {
        var kept = directory.resolve("sandbox-tls.p12");
        var pem = directory.resolve("sandbox-certificate.pem");
        try {
            var store = KeyStore.getInstance("PKCS12");
            if (Files.exists(kept) && Files.exists(pem)) {
                try (var in = Files.newInputStream(kept)) {
                    store.load(in, PASSWORD);
                }
                if (store.getCertificate("sandbox") instanceof java.security.cert.X509Certificate x
                        && x.getNotAfter().toInstant().isAfter(clock.instant())) {
                    return new SelfSignedCertificate(store, pem);
                }
            }
            store.load(null, PASSWORD);
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var certificate = certificate(pair, clock.instant());
            store.setKeyEntry("sandbox", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
            Files.createDirectories(directory);
            try (var out = Files.newOutputStream(kept)) {
                store.store(out, PASSWORD);
            }
            Files.writeString(
                    pem,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            return new SelfSignedCertificate(store, pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The sandbox cannot make its certificate", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot keep its certificate in " + directory, e);
        }
    }

    /** PEM, to be trusted by clients. */
    public Path file() {
        return file;
    }

    public SSLContext context() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate certificate(java.security.KeyPair pair, Instant now) throws GeneralSecurityException {
        var algorithm = sequence(objectId(ECDSA_SHA256));
        var name = sequence(set(
                sequence(objectId("2.5.4.3"), tagged(0x0c, "CMK Console sandbox".getBytes(StandardCharsets.UTF_8)))));
        // Subject alternative names: 2 is a DNS name, 7 an address.
        var names = sequence(
                tagged(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                tagged(0x87, new byte[] {127, 0, 0, 1}),
                tagged(0x87, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        var authority = sequence(tagged(0x01, new byte[] {(byte) 0xff}));
        var extensions = tagged(
                0xa3,
                sequence(
                        sequence(objectId("2.5.29.17"), tagged(0x04, names)),
                        sequence(
                                objectId("2.5.29.19"),
                                tagged(0x01, new byte[] {(byte) 0xff}),
                                tagged(0x04, authority))));
        var body = sequence(
                tagged(0xa0, tagged(0x02, new byte[] {2})),
                tagged(
                        0x02,
                        new BigInteger(64, new SecureRandom())
                                .add(BigInteger.ONE)
                                .toByteArray()),
                algorithm,
                name,
                sequence(time(now.minus(Duration.ofDays(1))), time(now.plus(LIFE))),
                name,
                pair.getPublic().getEncoded(),
                extensions);
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        var signed = signature.sign();
        var bits = new byte[signed.length + 1];
        System.arraycopy(signed, 0, bits, 1, signed.length);
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(sequence(body, algorithm, tagged(0x03, bits))));
    }

    private static byte[] time(Instant instant) {
        return tagged(
                0x18,
                DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(instant)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, join(parts));
    }

    private static byte[] set(byte[]... parts) {
        return tagged(0x31, join(parts));
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        List.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else if (content.length < 256) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] objectId(String dotted) {
        var numbers = List.of(dotted.split("\\.")).stream().map(Long::parseLong).toList();
        var out = new ByteArrayOutputStream();
        out.write((int) (numbers.get(0) * 40 + numbers.get(1)));
        for (var number : numbers.subList(2, numbers.size())) {
            for (int shift = 28; shift >= 0; shift -= 7) {
                if (shift == 0 || number >> shift != 0) {
                    out.write((int) (number >> shift & 0x7f | (shift == 0 ? 0 : 0x80)));
                }
            }
        }
        return tagged(0x06, out.toByteArray());
    }
}
