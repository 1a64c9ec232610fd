package dev.cmkconsole.network;

import dev.cmkconsole.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of a company and certificates that it issued, made by the JDK's keytool. */
final class TestCertificates {
    static final String GOOD = "good";
    static final String EXPIRED = "expired";
    static final String NOT_YET = "notyet";
    static final String OTHER_HOST = "other";
    private static final String PASSWORD = "changeit";

    private final KeyStore store;
    private final Path bundle;

    TestCertificates(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        var file = folder.resolve("made.p12");
        make(file, "ca", "-startdate", "-10d", "-validity", "3650", "-ext", "bc:c");
        var here = "san=dns:localhost,ip:127.0.0.1,dns:atlas.company.test,dns:aws.company.test";
        make(file, GOOD, "-startdate", "-5d", "-validity", "3000", "-signer", "ca", "-ext", here);
        make(file, EXPIRED, "-startdate", "-9d", "-validity", "2", "-signer", "ca", "-ext", here);
        make(file, NOT_YET, "-startdate", "+9d", "-validity", "20", "-signer", "ca", "-ext", here);
        make(file, OTHER_HOST, "-startdate", "-5d", "-validity", "3000", "-signer", "ca", "-ext", "san=dns:else.test");
        store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        bundle = Files.writeString(
                folder.resolve("company.pem"),
                "# The company's authority\n-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(store.getCertificate("ca").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static void make(Path file, String alias, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        if (!Patience.end(process) || process.exitValue() != 0) {
            throw new IOException(said);
        }
    }

    /** The PEM file of the authority. */
    Path bundle() {
        return bundle;
    }

    SSLContext context(String alias) throws GeneralSecurityException, IOException {
        var one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias,
                store.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                store.getCertificateChain(alias));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    ServerSocket listener(String alias) throws GeneralSecurityException, IOException {
        return context(alias).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
