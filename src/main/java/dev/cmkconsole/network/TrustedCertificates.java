package dev.cmkconsole.network;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities that the program trusts: those of the Java runtime, and those of a PEM file. */
public final class TrustedCertificates {
    public static final TrustedCertificates OF_THE_SYSTEM = new TrustedCertificates(List.of());

    /** The variables that name a file, the first that is set wins. */
    private static final List<String> VARIABLES = List.of("CMK_CA_BUNDLE", "AWS_CA_BUNDLE", "SSL_CERT_FILE");

    private static final long LARGEST_FILE = 16L << 20;
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END");

    private final List<X509Certificate> added;

    private TrustedCertificates(List<X509Certificate> added) {
        this.added = List.copyOf(added);
    }

    /** The variable that names the file. */
    public static Optional<String> variable(Map<String, String> environment) {
        return VARIABLES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    /**
     * @param path the file named in Settings; where it is empty, a variable may name one
     * @throws ServiceException with code {@code CA_BUNDLE_UNUSABLE}
     */
    public static void examine(String path, Map<String, String> environment, Clock clock) {
        // Made only to learn whether it can be made.
        var _ = path.isBlank() ? from(environment, clock) : with(path.strip(), path.strip(), clock);
    }

    private static TrustedCertificates with(String path, String named, Clock clock) {
        try {
            return with(Path.of(path), named, clock);
        } catch (InvalidPathException e) {
            throw unusable(named + ": not the path of a file", clock);
        }
    }

    static TrustedCertificates from(Map<String, String> environment, Clock clock) {
        return variable(environment)
                .map(name -> with(environment.getOrDefault(name, "").strip(), name, clock))
                .orElse(OF_THE_SYSTEM);
    }

    /**
     * @param named how the problem names the source of the file: a variable, or the file itself
     * @throws ServiceException with code {@code CA_BUNDLE_UNUSABLE} when the file cannot be read or has no certificate
     */
    public static TrustedCertificates with(Path file, String named, Clock clock) {
        var prefix = named.equals(file.toString()) ? "" : named + ": ";
        try {
            if (Files.isDirectory(file)) {
                throw unusable(prefix + file + " is a folder, not a PEM file", clock);
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw unusable(prefix + file + " is too large for a list of certificates", clock);
            }
            var found = certificates(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (found.isEmpty()) {
                throw unusable(prefix + file + " contains no PEM certificate", clock);
            }
            return new TrustedCertificates(found);
        } catch (NoSuchFileException e) {
            throw unusable(prefix + file + " does not exist", clock);
        } catch (IOException e) {
            throw unusable(prefix + file + " cannot be read (" + e.getClass().getSimpleName() + ")", clock);
        } catch (CertificateException e) {
            throw unusable(prefix + file + " contains a certificate that cannot be understood", clock);
        }
    }

    private static List<X509Certificate> certificates(String text) throws CertificateException {
        var factory = CertificateFactory.getInstance("X.509");
        var found = new ArrayList<X509Certificate>();
        var matcher = CERTIFICATE.matcher(text);
        while (matcher.find()) {
            var pem = "-----BEGIN CERTIFICATE-----" + matcher.group(1) + "-----END CERTIFICATE-----\n";
            found.add((X509Certificate)
                    factory.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1))));
        }
        return found;
    }

    /** Every authority that is trusted. */
    List<X509Certificate> anchors() {
        try {
            var all = new ArrayList<X509Certificate>();
            for (var manager : managers(null)) {
                all.addAll(List.of(((X509TrustManager) manager).getAcceptedIssuers()));
            }
            all.addAll(added);
            return all;
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, added.isEmpty() ? managers(null) : managers(store(anchors())), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw noTls(e);
        }
    }

    private static KeyStore store(List<X509Certificate> anchors) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < anchors.size(); i++) {
            store.setCertificateEntry("authority-" + i, anchors.get(i));
        }
        return store;
    }

    private static IllegalStateException noTls(Exception e) {
        return new IllegalStateException("the Java runtime has no usable TLS", e);
    }

    private static TrustManager[] managers(@Nullable KeyStore anchors) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static ServiceException unusable(String detail, Clock clock) {
        return new ServiceException(new Problem.Local("connect", "CA_BUNDLE_UNUSABLE", detail, clock.instant()));
    }
}
