package dev.cmkconsole.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Compares the console's start-up in practice mode with a bare JavaFX window, from starting the process to its second
 * frame. Both use the same JVM, flags, class path and headless platform. They run in turns, so that a busy machine
 * slows both. Each start has an empty home, because the first start on a machine is the slowest and makes the first
 * impression.
 *
 * <p>Arguments: JavaFX module path, program jar, class path of libraries, work folder, number of measured pairs.
 */
public final class StartUp {

    private static final int WARM_UPS = 2;

    private final String modulePath;
    private final String classPath;
    private final Path work;

    private StartUp(String modulePath, String classPath, Path work) {
        this.modulePath = modulePath;
        this.classPath = classPath;
        this.work = work;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var work = Path.of(args[3]);
        delete(work);
        Files.createDirectories(work);
        var bare = jarOf(BareWindow.class, work.resolve("bare-window.jar"));
        var libraries = Arrays.stream(args[2].split(File.pathSeparator))
                .filter(entry ->
                        entry.endsWith(".jar") && !entry.replace('\\', '/').contains("/org/openjfx/"))
                .toList();
        var classPath =
                args[1] + File.pathSeparator + bare + File.pathSeparator + String.join(File.pathSeparator, libraries);
        new StartUp(args[0], classPath, work).report(Integer.parseInt(args[4]));
    }

    private void report(int pairs) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "Java %s, %s %s, %d processors, %d pairs%n",
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                pairs);
        System.out.println(
                "| start | bare window, ms: median (fastest - slowest) | console, ms: median (fastest - slowest) |"
                        + " ratio of medians |");
        System.out.println("|---|---|---|---|");
        compare("plain", pairs, List.of(), List.of());
        var bareCache = train("bare", "dev.cmkconsole.bench.BareWindow");
        var consoleCache = train("console", "dev.cmkconsole.Launcher");
        compare(
                "each with its AOT cache",
                pairs,
                List.of("-XX:AOTCache=" + bareCache),
                List.of("-XX:AOTCache=" + consoleCache));
    }

    private void compare(String name, int pairs, List<String> bareOptions, List<String> consoleOptions)
            throws IOException, InterruptedException {
        var bare = new Start[pairs];
        var console = new Start[pairs];
        for (int i = -WARM_UPS; i < pairs; i++) {
            var first = secondFrame("dev.cmkconsole.bench.BareWindow", bareOptions);
            var second = secondFrame("dev.cmkconsole.Launcher", consoleOptions);
            if (i >= 0) {
                bare[i] = first;
                console[i] = second;
            }
        }
        row(
                name + ": elapsed",
                Arrays.stream(bare).mapToLong(Start::elapsed).toArray(),
                Arrays.stream(console).mapToLong(Start::elapsed).toArray());
        row(
                name + ": processor time",
                Arrays.stream(bare).mapToLong(Start::processor).toArray(),
                Arrays.stream(console).mapToLong(Start::processor).toArray());
    }

    private static void row(String name, long[] bare, long[] console) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.2f |%n",
                name,
                summary(bare),
                summary(console),
                median(console) / median(bare));
    }

    private Path train(String name, String mainClass) throws IOException, InterruptedException {
        var cache = work.resolve(name + ".aot");
        secondFrame(mainClass, List.of("-XX:AOTCacheOutput=" + cache));
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no AOT cache was written for " + mainClass);
        }
        return cache;
    }

    /**
     * From starting a process to its second frame, in milliseconds.
     *
     * @param processor processor time of all its threads, which a busy machine affects less than the elapsed time
     */
    private record Start(long elapsed, long processor) {}

    private Start secondFrame(String mainClass, List<String> options) throws IOException, InterruptedException {
        var home = work.resolve("home");
        delete(home);
        Files.createDirectories(home);
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=javafx.graphics",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Djava.awt.headless=true",
                "-Dcmk.exitAfterFirstFrames=true",
                "-Duser.home=" + home,
                "-Djavafx.cachedir=" + work.resolve("javafx"),
                "--module-path",
                modulePath,
                "--add-modules",
                "javafx.controls,javafx.fxml",
                "-cp",
                classPath,
                mainClass));
        var log = work.resolve("errors.log");
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        long began = System.nanoTime();
        var process = builder.start();
        var hurry = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES));
        Start shown = null;
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("second frame")) {
                    var processor = process.info().totalCpuDuration().orElse(Duration.ZERO);
                    shown = new Start((System.nanoTime() - began) / 1_000_000, processor.toMillis());
                }
            }
        }
        process.waitFor();
        hurry.cancel(false);
        if (process.exitValue() != 0 || shown == null) {
            throw new IllegalStateException(mainClass + " ended with " + process.exitValue() + " and no second frame:\n"
                    + Files.readString(log));
        }
        return shown;
    }

    private static Path jarOf(Class<?> type, Path jar) throws IOException {
        var folder = Path.of("target/test-classes", type.getPackageName().replace('.', '/'));
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.newDirectoryStream(folder, type.getSimpleName() + "*.class")) {
            for (var file : files) {
                out.putNextEntry(new JarEntry(type.getPackageName().replace('.', '/') + "/" + file.getFileName()));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    private static String summary(long[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "%.0f (%d - %d)", median(values), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(long[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
