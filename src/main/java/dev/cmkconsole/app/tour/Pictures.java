package dev.cmkconsole.app.tour;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.ui.task.FxThread;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;

/** Takes numbered pictures of a scene at normal and double resolution, and keeps a list of them. */
final class Pictures {
    /** A picture of a screen has many shades; fewer than this means that nothing was drawn. */
    private static final int FEWEST_SHADES = 24;

    private static final Pattern PICTURE = Pattern.compile("\\d{2,3}-[\\w-]+\\.png");

    private final Path out;
    private final Scene scene;
    private final Clock clock;
    private final Consumer<Taken> each;
    private final List<Taken> taken = new ArrayList<>();
    private Instant since;

    /**
     * One entry of {@code tour.json}.
     *
     * @param ms time since the previous picture
     */
    record Taken(String name, String picture, boolean ok, long ms) {}

    Pictures(Path out, Scene scene, Clock clock) {
        this(out, scene, clock, _ -> {});
    }

    /** @param each is told of every picture once it is taken */
    Pictures(Path out, Scene scene, Clock clock, Consumer<Taken> each) {
        this.each = each;
        this.out = out;
        this.scene = scene;
        this.clock = clock;
        this.since = clock.instant();
    }

    void take(String name) {
        String file = "%02d-%s".formatted(taken.size() + 1, name);
        boolean drawn = write(shot(1), out.resolve(file + ".png"));
        write(shot(2), out.resolve(file + "@2x.png"));
        add(name, file + ".png", drawn);
    }

    /** Records that an expected state did not appear; the picture shows the actual state. */
    void takeFailed(String name) {
        String file = "%02d-%s".formatted(taken.size() + 1, name);
        write(shot(1), out.resolve(file + ".png"));
        add(name, file + ".png", false);
    }

    private void add(String name, String file, boolean ok) {
        Instant now = clock.instant();
        var picture = new Taken(name, file, ok, Duration.between(since, now).toMillis());
        taken.add(picture);
        since = now;
        each.accept(picture);
    }

    private WritableImage shot(double scale) {
        return FxThread.ask(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            var parameters = new SnapshotParameters();
            parameters.setTransform(Transform.scale(scale, scale));
            parameters.setFill(scene.getFill());
            parameters.setViewport(new Rectangle2D(0, 0, scene.getWidth() * scale, scene.getHeight() * scale));
            return scene.getRoot().snapshot(parameters, null);
        });
    }

    private static boolean write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var row = new int[width];
        Set<Integer> shades = new HashSet<>();
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            image.getPixelReader().getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
            picture.getRaster().setDataElements(0, y, width, 1, row);
            if (shades.size() <= FEWEST_SHADES) {
                for (int pixel : row) {
                    shades.add(pixel);
                }
            }
        }
        try {
            Files.createDirectories(file.getParent(), OwnerOnly.folder(file.getParent()));
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shades.size() > FEWEST_SHADES;
    }

    boolean allRight() {
        return !taken.isEmpty() && taken.stream().allMatch(Taken::ok);
    }

    int count() {
        return taken.size();
    }

    /** Lists the pictures, and deletes those that an earlier tour listed here and this one did not take. */
    void list(Path file) {
        try {
            deleteEarlier(file, taken.stream().map(Taken::picture).collect(Collectors.toSet()));
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), taken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes only what has the name of a picture, so that no list reaches another file. */
    static void deleteEarlier(Path file, Set<String> kept) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        for (var entry : new ObjectMapper().readTree(file.toFile())) {
            String name = entry.path("picture").asText();
            if (PICTURE.matcher(name).matches() && !kept.contains(name)) {
                Files.deleteIfExists(file.resolveSibling(name));
                Files.deleteIfExists(file.resolveSibling(name.replace(".png", "@2x.png")));
            }
        }
    }
}
