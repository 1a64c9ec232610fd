package dev.cmkconsole.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.cmkconsole.Alongside;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes and leftovers in the sources, read by the compiler's own parser because class files no longer contain them. */
@Alongside
class SourceSizeTest {

    private static final int CLASS_LINES = 400;
    private static final int METHOD_LINES = 50;
    private static final int PACKAGE_CLASSES = 25;
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Pattern LEFTOVER =
            Pattern.compile("\\b(" + String.join("|", "TO" + "DO", "FIX" + "ME", "X" + "XX") + ")\\b");

    @Test
    void classesAndMethodsFitOnAPageOrTwo() throws IOException {
        assertThat(tooLong(MAIN, METHOD_LINES))
                .as("a class over %d lines or a method over %d is two", CLASS_LINES, METHOD_LINES)
                .isEmpty();
    }

    /** A journey through many screens may be one long method. A test class may not cover two subjects. */
    @Test
    void testClassesFitToo() throws IOException {
        assertThat(tooLong(TEST, Integer.MAX_VALUE))
                .as("a class over %d lines is two", CLASS_LINES)
                .isEmpty();
    }

    @Test
    void packagesAreRoomsAndNotHalls() throws IOException {
        assertThat(crowded(MAIN))
                .as("more classes in a package than a reader can keep apart")
                .isEmpty();
        assertThat(crowded(TEST))
                .as("more classes in a package than a reader can keep apart")
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatLivesInIt() throws IOException {
        var silent = new TreeSet<String>();
        for (var file : javaFiles(MAIN)) {
            var info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("/**")) {
                silent.add(MAIN.relativize(file.getParent()).toString());
            }
        }
        assertThat(silent)
                .as("packages without a package-info.java that says what they hold")
                .isEmpty();
    }

    @Test
    void aCrowdedPackageIsSeen(@TempDir Path sources) throws IOException {
        for (int i = 0; i <= PACKAGE_CLASSES; i++) {
            Files.writeString(sources.resolve("C" + i + ".java"), "class C" + i + " {}");
        }
        Files.writeString(sources.resolve("package-info.java"), "/** Many. */ package many;");
        assertThat(crowded(sources)).singleElement().asString().endsWith(PACKAGE_CLASSES + 1 + " classes");
    }

    @Test
    void theParserSeesALongMethod(@TempDir Path sources) throws IOException {
        var body = "        int x;\n".repeat(METHOD_LINES);
        Files.writeString(
                sources.resolve("Long.java"),
                "class Long {\n    void walk() {\n" + body.replace("x;", "x = 1; { }") + "    }\n}\n");
        assertThat(tooLong(sources, METHOD_LINES))
                .singleElement()
                .asString()
                .contains("Long.java:2 walk has " + (METHOD_LINES + 2) + " lines");
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        var found = new ArrayList<String>();
        for (var root : List.of(MAIN, TEST)) {
            for (var file : javaFiles(root)) {
                var lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                for (int i = 0; i < lines.size(); i++) {
                    if (LEFTOVER.matcher(lines.get(i)).find()) {
                        found.add(file + ":" + (i + 1) + " " + lines.get(i).strip());
                    }
                }
            }
        }
        assertThat(found).as("a note to oneself belongs in an issue").isEmpty();
    }

    private static List<String> tooLong(Path root, int methodLines) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(javaFiles(root)));
            var positions = Trees.instance(task).getSourcePositions();
            for (var unit : task.parse()) {
                new Measure(unit, positions, methodLines, found).scan(unit, null);
            }
        }
        return found;
    }

    private static List<String> crowded(Path root) throws IOException {
        var classes = new TreeMap<Path, Integer>();
        for (var file : javaFiles(root)) {
            if (!file.endsWith("package-info.java")) {
                classes.merge(root.relativize(file.getParent()), 1, Integer::sum);
            }
        }
        return classes.entrySet().stream()
                .filter(e -> e.getValue() > PACKAGE_CLASSES)
                .map(e -> e.getKey() + " has " + e.getValue() + " classes")
                .toList();
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static final class Measure extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final int methodLines;
        private final List<String> found;

        Measure(CompilationUnitTree unit, SourcePositions positions, int methodLines, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.methodLines = methodLines;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            check(tree, tree.getSimpleName().toString(), CLASS_LINES);
            return super.visitClass(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            check(tree, tree.getName().toString(), methodLines);
            return super.visitMethod(tree, nothing);
        }

        private void check(Tree tree, String name, int limit) {
            var start = positions.getStartPosition(unit, tree);
            var end = positions.getEndPosition(unit, tree);
            if (start < 0 || end < 0) {
                return;
            }
            var first = unit.getLineMap().getLineNumber(start);
            var lines = unit.getLineMap().getLineNumber(end - 1) - first + 1;
            if (lines > limit) {
                found.add(Path.of(unit.getSourceFile().toUri()).getFileName() + ":" + first + " " + name + " has "
                        + lines + " lines, at most " + limit);
            }
        }
    }
}
