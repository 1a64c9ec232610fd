package dev.cmkconsole.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, which the build writes. */
public final class Version implements IVersionProvider {

    public static String current() {
        try (var in = Version.class.getResourceAsStream("/build.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "CMK Console " + current(),
            "Java " + Runtime.version(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
