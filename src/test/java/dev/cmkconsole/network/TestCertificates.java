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
import java.util.stream.Stream;
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

    /** The keytool of a process of its own, because its package is not exported; one process makes all of them. */
    static final class Keytool {
        public static void main(String[] args) throws Exception {
            var keytool = Class.forName("sun.security.tools.keytool.Main").getMethod("main", String[].class);
            for (var certificate : List.of(args).subList(1, args.length)) {
                var words = Stream.concat(Stream.of("-keystore", args[0]), Stream.of(certificate.split(" ")));
                keytool.invoke(null, (Object)
                        Stream.concat(Stream.of("-genkeypair"), words).toArray(String[]::new));
            }
        }
    }

    TestCertificates(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        var file = folder.resolve("made.p12");
        String here = "san=dns:localhost,ip:127.0.0.1,dns:atlas.company.test,dns:aws.company.test";
        make(
                file,
                "ca -startdate -10d -validity 3650 -ext bc:c",
                GOOD + " -startdate -5d -validity 3000 -signer ca -ext " + here,
                EXPIRED + " -startdate -9d -validity 2 -signer ca -ext " + here,
                NOT_YET + " -startdate +9d -validity 20 -signer ca -ext " + here,
                OTHER_HOST + " -startdate -5d -validity 3000 -signer ca -ext san=dns:else.test");
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

    /** @param each the alias of a certificate, and what distinguishes it */
    private static void make(Path file, String... each) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-exports=java.base/sun.security.tools.keytool=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Keytool.class.getName(),
                file.toString()));
        for (var one : each) {
            var alias = one.substring(0, one.indexOf(' '));
            command.add("-keyalg EC -groupname secp256r1 -storetype PKCS12 -storepass " + PASSWORD + " -dname CN="
                    + alias + " -alias " + one);
        }
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
