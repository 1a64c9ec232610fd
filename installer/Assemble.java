import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Makes the application image and the installer of the system it runs on. Started from source by the JDK that Maven's
 * toolchain chose, so that jdeps, jmod, jlink and jpackage are that JDK's own, found without a path.
 *
 * <p>Arguments: work folder (holds {@code libs} and {@code javafx}), project folder, version, main jar, main class,
 * package type ({@code none} for the image alone).
 */
public final class Assemble {

    private static final String NAME = "cmk-console";
    private static final String TITLE = "CMK Console";
    private static final String VENDOR = "CMK Console";
    private static final String DESCRIPTION = "Customer-managed keys for MongoDB Atlas projects in AWS KMS";

    /** Held for ever: Windows recognises a newer version of the same program by it. */
    private static final String WINDOWS_UPGRADE_ID = "2c9b1f0e-6a55-4d0c-9a0e-3f6a1c7d4b58";

    /**
     * No attaching debugger, no heap or core file: the memory of a running console holds credentials. Without memory
     * the program ends at once: a thread that died alone would leave a window that no longer says the truth.
     */
    private static final List<String> JVM_OPTIONS = List.of(
            "--enable-native-access=javafx.graphics",
            "-XX:+DisableAttachMechanism",
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+UseSerialGC",
            "-Xmx512m");

    /** An AOT cache that does not fit is left aside in silence; the program then only starts more slowly. */
    private static final List<String> AOT_LOG =
            List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:aot*=off:stderr", "-Xlog:cds*=off:stderr");

    private final Path work;
    private final Path project;
    private final String version;
    private final String mainJar;
    private final String mainClass;
    private final String type;

    private Assemble(String[] args) {
        work = Path.of(args[0]).toAbsolutePath();
        project = Path.of(args[1]).toAbsolutePath();
        version = args[2].replaceFirst("-.*", "");
        mainJar = args[3];
        mainClass = args[4];
        type = args[5];
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var assemble = new Assemble(args);
        var runtime = assemble.runtime(assemble.javafxModules());
        var image = assemble.image(runtime);
        assemble.tour(image);
        assemble.setTimes(image);
        assemble.addAotCache(image);
        assemble.setTimes(image);
        say("application image: " + image + " (" + megabytes(image) + " MB)");
        if (!assemble.type.equals("none")) {
            assemble.installer(image);
        }
    }

    /**
     * Repacks the JavaFX jars as jmods. As jars their native libraries end up inside the run-time image, from where
     * JavaFX unpacks them into the user's home at first start; a jmod's libraries are laid beside those of the JDK
     * and loaded in place.
     */
    private Path javafxModules() throws IOException {
        var jmods = Files.createDirectories(work.resolve("jmods"));
        for (var jar : files(work.resolve("javafx"), name -> name.endsWith(".jar"))) {
            var module = jar.getFileName().toString().replaceFirst("-\\d.*", "").replace('-', '.');
            var classes = work.resolve("unpacked").resolve(module).resolve("classes");
            var libraries = classes.resolveSibling("libraries");
            Files.createDirectories(libraries);
            try (var zip = new ZipFile(jar.toFile())) {
                for (var entry : (Iterable<java.util.zip.ZipEntry>)
                        zip.stream().map(e -> (java.util.zip.ZipEntry) e)::iterator) {
                    if (entry.isDirectory()
                            || entry.getName().startsWith("META-INF/")
                            || entry.getName().endsWith(".jar")) {
                        continue;
                    }
                    var home = entry.getName().matches("[^/]+\\.(so|dll|dylib)") ? libraries : classes;
                    var target = home.resolve(entry.getName()).normalize();
                    Files.createDirectories(target.getParent());
                    try (var in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
            tool(
                    "jmod",
                    "create",
                    "--class-path",
                    classes.toString(),
                    "--libs",
                    libraries.toString(),
                    jmods.resolve(module + ".jmod").toString());
        }
        return jmods;
    }

    /** Links exactly the modules that our jars and JavaFX mention, as jdeps finds them. */
    private Path runtime(Path jmods) throws IOException {
        var jars = files(work.resolve("libs"), name -> name.endsWith(".jar")).stream()
                .map(Path::toString)
                .toList();
        var jdeps = new ArrayList<>(List.of(
                "--multi-release",
                String.valueOf(Runtime.version().feature()),
                "--ignore-missing-deps",
                "--print-module-deps",
                "--module-path",
                work.resolve("javafx").toString(),
                "--class-path",
                String.join(java.io.File.pathSeparator, jars)));
        jdeps.addAll(jars);
        var modules = new TreeSet<>(
                List.of(lastLine(tool("jdeps", jdeps.toArray(String[]::new))).split(",")));
        modules.addAll(List.of("javafx.controls", "javafx.fxml"));
        say("modules: " + String.join(",", modules));
        var runtime = work.resolve("runtime");
        tool(
                "jlink",
                "--module-path",
                jmods.toString(),
                "--add-modules",
                String.join(",", modules),
                "--output",
                runtime.toString(),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-6");
        say("runtime: " + megabytes(runtime) + " MB");
        return runtime;
    }

    private Path image(Path runtime) {
        var options = new ArrayList<>(List.of(
                "--type",
                "app-image",
                "--name",
                launcher(),
                "--dest",
                work.resolve("image").toString(),
                "--input",
                work.resolve("libs").toString(),
                "--main-jar",
                mainJar,
                "--main-class",
                mainClass,
                "--runtime-image",
                runtime.toString(),
                "--icon",
                icon().toString(),
                "--app-version",
                version,
                "--vendor",
                VENDOR,
                "--description",
                DESCRIPTION));
        JVM_OPTIONS.forEach(option -> options.addAll(List.of("--java-options", option)));
        if (on("windows")) {
            options.addAll(List.of(
                    "--add-launcher", NAME + "=" + project.resolve("installer/windows/command-line.properties")));
        }
        tool("jpackage", options.toArray(String[]::new));
        return on("mac")
                ? work.resolve("image").resolve(launcher() + ".app")
                : work.resolve("image").resolve(launcher());
    }

    /** Walks the guided tour with the finished image: some things work on a class path and break here. */
    private void tour(Path image) throws IOException, InterruptedException {
        var starter = on("mac")
                ? image.resolve("Contents/MacOS").resolve(launcher())
                : on("windows")
                        ? image.resolve(NAME + ".exe")
                        : image.resolve("bin").resolve(launcher());
        run(
                "tour",
                List.of(
                        starter.toString(),
                        "tour",
                        "--out",
                        work.resolve("tour").toString()));
    }

    /**
     * Gives every file the one time that dpkg-deb sets back to when it packs ({@code SOURCE_DATE_EPOCH}), because the
     * AOT cache refuses jars of another time.
     */
    private void setTimes(Path image) throws IOException {
        var time = FileTime.from(Long.parseLong(System.getenv("SOURCE_DATE_EPOCH")), TimeUnit.SECONDS);
        try (Stream<Path> walk = Files.walk(image)) {
            for (var path : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                Files.setLastModifiedTime(path, time);
            }
        }
    }

    /**
     * Trains an AOT cache by opening the window once on the headless platform; training on more makes the cache
     * larger and the start slower. The cache names its class path by size and time of each jar, so it is made from
     * the finished image and never before it.
     */
    private void addAotCache(Path image) throws IOException, InterruptedException {
        var app = on("mac")
                ? image.resolve("Contents/app")
                : on("windows") ? image.resolve("app") : image.resolve("lib/app");
        var home = on("mac")
                ? image.resolve("Contents/runtime/Contents/Home")
                : on("windows") ? image.resolve("runtime") : image.resolve("lib/runtime");
        var configuration = app.resolve(launcher() + ".cfg");
        var classPath = Files.readAllLines(configuration).stream()
                .filter(line -> line.startsWith("app.classpath="))
                .map(line -> line.substring("app.classpath=".length()).replace("$APPDIR", app.toString()))
                .toList();
        var cache = app.resolve(NAME + ".aot");
        var command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-XX:AOTCacheOutput=" + cache,
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Djava.awt.headless=true",
                "-Dcmk.exitAfterFirstFrames=true",
                "-cp",
                String.join(java.io.File.pathSeparator, classPath),
                mainClass,
                "--data",
                work.resolve("training").toString()));
        run("training", command);
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the training wrote no AOT cache; see " + work.resolve("training.log"));
        }
        var lines = new ArrayList<>(Files.readAllLines(configuration));
        var at = lines.indexOf("[JavaOptions]") + 1;
        lines.addAll(
                at, AOT_LOG.stream().map(option -> "java-options=" + option).toList());
        lines.add(at, "java-options=-XX:AOTCache=$APPDIR/" + NAME + ".aot");
        Files.write(configuration, lines, StandardOpenOption.TRUNCATE_EXISTING);
        say("AOT cache: " + Files.size(cache) / 1_000_000 + " MB");
    }

    private void run(String name, List<String> command) throws IOException, InterruptedException {
        var log = work.resolve(name + ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(15, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the " + name + " did not end; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "the " + name + " with the image failed with " + process.exitValue() + "; see " + log);
        }
        say(name + ": passed, see " + log);
    }

    private void installer(Path image) throws IOException {
        var out = Files.createDirectories(work.resolve("packages"));
        var options = new ArrayList<>(List.of(
                "--type",
                type,
                "--app-image",
                image.toString(),
                "--name",
                launcher(),
                "--dest",
                out.toString(),
                "--app-version",
                version,
                "--vendor",
                VENDOR,
                "--description",
                DESCRIPTION));
        options.addAll(
                switch (type) {
                    case "deb", "rpm" -> linux();
                    case "msi", "exe" ->
                        List.of(
                                "--win-menu",
                                "--win-menu-group",
                                TITLE,
                                "--win-shortcut-prompt",
                                "--win-dir-chooser",
                                "--win-per-user-install",
                                "--win-upgrade-uuid",
                                WINDOWS_UPGRADE_ID);
                    default -> List.of();
                });
        tool("jpackage", options.toArray(String[]::new));
        for (var made : files(out, name -> true)) {
            say("installer: " + made + " (" + Files.size(made) / 1_000_000 + " MB)");
        }
    }

    private List<String> linux() {
        var options = new ArrayList<>(List.of(
                "--resource-dir",
                project.resolve("installer/linux").toString(),
                "--linux-shortcut",
                "--install-dir",
                "/usr",
                "--linux-menu-group",
                "System;Security;",
                "--linux-package-name",
                NAME));
        options.addAll(
                type.equals("deb")
                        ? List.of(
                                "--linux-app-category",
                                "admin",
                                "--linux-package-deps",
                                "libgtk-3-0t64 | libgtk-3-0, libgl1, libxxf86vm1, libxtst6")
                        : List.of(
                                "--linux-app-category",
                                "Applications/System",
                                "--linux-package-deps",
                                "gtk3, mesa-libGL, libXxf86vm, libXtst"));
        return options;
    }

    private Path icon() {
        return project.resolve("icons")
                .resolve(on("windows") ? "cmk-console.ico" : on("mac") ? "cmk-console.icns" : "icon-512.png");
    }

    private static String launcher() {
        return on("linux") ? NAME : TITLE;
    }

    private static boolean on(String system) {
        return System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT).startsWith(system);
    }

    private static String tool(String name, String... arguments) {
        var text = new StringWriter();
        var writer = new PrintWriter(text, true);
        var tool = ToolProvider.findFirst(name).orElseThrow(() -> new IllegalStateException("this JDK has no " + name));
        var result = tool.run(writer, writer, arguments);
        if (result != 0) {
            throw new IllegalStateException(name + " failed with " + result + "\n" + text);
        }
        return text.toString();
    }

    private static String lastLine(String text) {
        return text.strip().lines().reduce((first, second) -> second).orElseThrow();
    }

    private static List<Path> files(Path folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> wanted.test(path.getFileName().toString()))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static long megabytes(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                            .mapToLong(path -> {
                                try {
                                    return Files.size(path);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            })
                            .sum()
                    / 1_000_000;
        }
    }

    private static void say(String line) {
        System.out.println("[installer] " + line);
    }
}
