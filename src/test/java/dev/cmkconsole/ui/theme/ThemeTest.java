package dev.cmkconsole.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.ui.UiTest;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts are legible on their backgrounds in both themes: WCAG 2.2, contrast of at least 4.5 (AA). */
class ThemeTest extends UiTest {
    private static final double AA = 4.5;
    private static final List<String> TOKENS = List.of("ok", "caution", "danger", "info", "neutral");

    @AfterEach
    void back() {
        onScreen(() -> Application.setUserAgentStylesheet(null));
    }

    @ParameterizedTest
    @EnumSource(
            value = ThemeChoice.class,
            names = {"LIGHT", "DARK"})
    void everyStatusCanBeReadOnThePageAndOnItsOwnBackground(ThemeChoice choice) {
        onScreen(() -> {
            var theme = new Theme(choice);
            assertThat(Application.getUserAgentStylesheet().contains("dark")).isEqualTo(choice == ThemeChoice.DARK);
            Color page = background(theme, "-color-bg-default", Color.BLACK);
            for (String token : TOKENS) {
                Color text = text(theme, "-cmk-" + token);
                assertThat(contrast(text, page)).as("%s on the page", token).isGreaterThanOrEqualTo(AA);
                assertThat(contrast(text, background(theme, "-cmk-" + token + "-soft", page)))
                        .as("%s on its own background", token)
                        .isGreaterThanOrEqualTo(AA);
                assertThat(contrast(
                                text(theme, "-color-fg-default"), background(theme, "-cmk-" + token + "-soft", page)))
                        .as("text on %s", token)
                        .isGreaterThanOrEqualTo(AA);
            }
            assertThat(contrast(text(theme, "-color-warning-9"), background(theme, "-color-warning-2", page)))
                    .as("practice stripe")
                    .isGreaterThanOrEqualTo(7);
            assertThat(contrast(
                            text(theme, "-color-accent-fg"),
                            background(theme, "-color-accent-subtle", background(theme, "-color-bg-inset", page))))
                    .as("chosen area")
                    .isGreaterThanOrEqualTo(AA);
        });
    }

    private static Color text(Theme theme, String paint) {
        var label = new Label("x");
        label.setStyle("-fx-text-fill: " + paint);
        shown(theme, label);
        return (Color) label.getTextFill();
    }

    private static Color background(Theme theme, String paint, Color under) {
        var region = new Region();
        region.setStyle("-fx-background-color: " + paint);
        shown(theme, region);
        var over = (Color) region.getBackground().getFills().getFirst().getFill();
        return under.interpolate(Color.color(over.getRed(), over.getGreen(), over.getBlue()), over.getOpacity());
    }

    private static void shown(Theme theme, Region node) {
        var scene = new Scene(new StackPane(node));
        theme.dress(scene);
        scene.getRoot().applyCss();
    }

    private static double contrast(Color a, Color b) {
        double one = luminance(a) + 0.05;
        double other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
