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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Size and leftovers, read from the sources by the compiler's own parser: what class files no longer tell. */
class SourceSizeTest {

    private static final int CLASS_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Pattern LEFTOVER =
            Pattern.compile("\\b(" + String.join("|", "TO" + "DO", "FIX" + "ME", "X" + "XX") + ")\\b");

    @Test
    void classesAndMethodsFitOnAPageOrTwo() throws IOException {
        assertThat(tooLong(MAIN))
                .as("a class over %d lines or a method over %d is two", CLASS_LINES, METHOD_LINES)
                .isEmpty();
    }

    @Test
    void theParserSeesALongMethod(@org.junit.jupiter.api.io.TempDir Path sources) throws IOException {
        var body = "        int x;\n".repeat(METHOD_LINES);
        Files.writeString(
                sources.resolve("Long.java"),
                "class Long {\n    void walk() {\n" + body.replace("x;", "x = 1; { }") + "    }\n}\n");
        assertThat(tooLong(sources)).singleElement().asString().contains("Long.java:2 walk has 62 lines");
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

    private static List<String> tooLong(Path root) throws IOException {
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
                new Measure(unit, positions, found).scan(unit, null);
            }
        }
        return found;
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
        private final List<String> found;

        Measure(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            check(tree, tree.getSimpleName().toString(), CLASS_LINES);
            return super.visitClass(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            check(tree, tree.getName().toString(), METHOD_LINES);
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
