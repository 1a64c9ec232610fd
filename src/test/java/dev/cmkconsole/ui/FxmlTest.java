package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.ui.view.Times;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.ViewLoader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every FXML file loads, fits its view, and names what can have the focus. */
class FxmlTest extends UiTest {
    private static final Path RESOURCES = Path.of("resources");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern HANDLER = Pattern.compile("\\son\\w+=\"#(\\w+)\"");
    private static final Pattern FX_ID = Pattern.compile("<(\\w+)[^<>]*?\\bfx:id=\"(\\w+)\"");

    static List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(RESOURCES)) {
            return walk.filter(p -> p.toString().endsWith(".fxml")).sorted().toList();
        }
    }

    @Test
    void thereAreFiles() throws IOException {
        assertThat(files()).hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @MethodSource("files")
    void itLoadsAndEveryControlThatCanHaveTheFocusHasAName(Path file) throws IOException {
        Parent root = onScreen(() -> load(file));
        var source = Files.readString(source(file)).replaceAll("\\s+(?=\\.)|(?<=\\()\\s+", "");
        var nameless = new ArrayList<String>();
        controls(root, nameless, source);
        assertThat(nameless).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsIdsAndTheFieldsOfItsViewAgree(Path file) throws Exception {
        var fields = Arrays.stream(view(file).getDeclaredFields())
                .filter(f -> f.isAnnotationPresent(FXML.class))
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        var text = Files.readString(file);
        var ids = FX_ID.matcher(text).results().map(m -> m.group(2)).toList();
        var needed = FX_ID.matcher(text)
                .results()
                .filter(m -> !m.group(1).equals("ToggleGroup"))
                .map(m -> m.group(2))
                .toList();
        assertThat(ids).as("ids").containsAll(fields);
        assertThat(fields).as("fields").containsAll(needed);
    }

    /** Loads a file without its view, and therefore without its handlers. */
    private static Parent load(Path file) throws IOException {
        var loader = new FXMLLoader(file.toUri().toURL(), MESSAGES.bundle());
        Parent root = loader.load(new ByteArrayInputStream(
                HANDLER.matcher(Files.readString(file)).replaceAll("").getBytes(StandardCharsets.UTF_8)));
        return new ViewLoader(new UiText(
                        MESSAGES, new Times(MESSAGES), new NoDesktop(), new SimpleObjectProperty<>(World.NOW)))
                .give(root);
    }

    @ParameterizedTest
    @MethodSource("files")
    void itsHandlersAreThere(Path file) throws Exception {
        var methods = Arrays.stream(view(file).getDeclaredMethods())
                .filter(m -> m.isAnnotationPresent(FXML.class))
                .map(Method::getName)
                .toList();
        assertThat(HANDLER.matcher(Files.readString(file))
                        .results()
                        .map(m -> m.group(1))
                        .toList())
                .allSatisfy(handler -> assertThat(methods).contains(handler));
    }

    private static Class<?> view(Path file) throws ClassNotFoundException {
        return Class.forName(
                RESOURCES.relativize(file).toString().replace(".fxml", "").replace('/', '.'));
    }

    private static Path source(Path file) {
        return SOURCES.resolve(RESOURCES.relativize(file).toString().replace(".fxml", ".java"));
    }

    private static void controls(Node node, List<String> nameless, String source) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Control control
                && control.isFocusTraversable()
                && !(node instanceof ScrollPane)
                && !(node instanceof SplitPane)
                && !named(control, source)) {
            nameless.add(control.getClass().getSimpleName() + " " + control.getId());
        }
        children(node).forEach(child -> controls(child, nameless, source));
    }

    private static List<? extends Node> children(Node node) {
        return switch (node) {
            case ScrollPane scroll when scroll.getContent() != null -> List.of(scroll.getContent());
            case SplitPane split -> split.getItems();
            case TitledPane titled when titled.getContent() != null -> List.of(titled.getContent());
            case TabPane tabs ->
                tabs.getTabs().stream()
                        .map(t -> t.getContent())
                        .filter(Region.class::isInstance)
                        .toList();
            case Parent parent -> parent.getChildrenUnmodifiable();
            default -> List.of();
        };
    }

    /**
     * A label by what it says; others in the file, or by the view: by a text, an accessible text, {@code
     * Nodes.name} or a label that is for it.
     */
    private static boolean named(Control control, String source) {
        if (control.getAccessibleText() != null && !control.getAccessibleText().isBlank()) {
            return true;
        }
        if (control instanceof Label) {
            return true;
        }
        if (control instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank()) {
            return true;
        }
        String id = control.getId();
        return id != null
                && Pattern.compile("\\b" + id
                                + "\\.(setText|setAccessibleText|textProperty\\(\\)\\.bind|accessibleTextProperty\\(\\)\\.bind)"
                                + "|\\b(name|named)\\(" + id + ",|setLabelFor\\(" + id + "\\)")
                        .matcher(source)
                        .find();
    }
}
