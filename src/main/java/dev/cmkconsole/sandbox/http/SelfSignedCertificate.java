package dev.cmkconsole.sandbox.http;

import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.io.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 and localhost. It is no authority: whoever trusts it trusts this one server only. The JDK has no public class that makes one, so its {@code keytool} does.
 * Every run-time image contains that program.
 */
public final class SelfSignedCertificate {
    /**
     * A PKCS #12 file requires a password. It protects nothing: anyone who can read the key store may use the sandbox.
     */
    private static final String PASSWORD = "sandbox";

    private static final String ALIAS = "sandbox";
    private static final Duration LIFE = Duration.ofDays(825);
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final KeyStore store;
    private final Path file;

    private SelfSignedCertificate(KeyStore store, Path file) {
        this.store = store;
        this.file = file;
    }

    /** Uses the certificate in the directory, or creates one there. Clients must trust {@link #file}. */
    public static SelfSignedCertificate in(Path directory, Clock clock) {
        var kept = directory.resolve("sandbox-tls.p12");
        var pem = directory.resolve("sandbox-certificate.pem");
        try {
            if (Files.exists(kept) && Files.exists(pem)) {
                var store = load(kept);
                if (store.getCertificate(ALIAS) instanceof X509Certificate x
                        && x.getBasicConstraints() < 0
                        && x.getNotAfter().toInstant().isAfter(clock.instant())) {
                    return new SelfSignedCertificate(store, pem);
                }
            }
            Files.createDirectories(directory, OwnerOnly.folder(directory));
            var store = make(directory, kept, clock);
            var text = pem(store.getCertificate(ALIAS));
            WholeFile.replace(pem, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
            return new SelfSignedCertificate(store, pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The sandbox cannot make its certificate", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox cannot make or keep its certificate in " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The PEM file that clients must trust. */
    public Path file() {
        return file;
    }

    public SSLContext context() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore make(Path directory, Path kept, Clock clock) throws IOException, GeneralSecurityException {
        var scratch = Files.createTempDirectory(directory, "certificate");
        var made = scratch.resolve("made.p12");
        try {
            keytool(List.of(
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-sigalg",
                    "SHA256withECDSA",
                    "-dname",
                    "CN=CMK Console sandbox",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1,ip:::1",
                    "-ext",
                    "BC:critical=ca:false",
                    "-ext",
                    "KU:critical=digitalSignature",
                    "-ext",
                    "EKU=serverAuth",
                    "-startdate",
                    START.format(clock.instant().minus(Duration.ofDays(1))),
                    "-validity",
                    String.valueOf(LIFE.toDays() + 1),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    made.toString()));
            var bytes = Files.readAllBytes(made);
            WholeFile.replace(kept, out -> out.write(bytes));
            return load(kept);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(scratch);
        }
    }

    /**
     * The time zone is set because {@code -startdate} is read as local time. The other options make the start quick.
     */
    private static void keytool(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-J-Duser.timezone=UTC"));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool ended with " + process.exitValue() + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while keytool was at work", e);
        } finally {
            process.destroy();
        }
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
