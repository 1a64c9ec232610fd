package dev.cmkconsole.app.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.io.WholeFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.ui.theme.ThemeChoice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The settings on disk: read once, written shortly after the last change, never in part. Unknown members from a later
 * version are preserved. Any thread may call the methods; {@link #current} and {@link #change} do not access the disk.
 */
public final class SettingsFile implements AutoCloseable {
    /** Notice: the file could not be parsed. It was kept under another name, and the default settings apply. */
    public static final String UNREADABLE = "SETTINGS_UNREADABLE";
    /** Notice: the changed settings could not be written and last only until the program ends. */
    public static final String NOT_SAVED = "SETTINGS_NOT_SAVED";

    private static final long CALM_MILLIS = 400;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final String version;
    private final Clock clock;
    private final ScheduledExecutorService later;
    private final Consumer<Problem.Local> notices;
    private final ReentrantLock state = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private final ObjectNode foreign;
    private Settings current;
    private boolean changed;
    private boolean failureSaid;
    private ScheduledFuture<?> waiting;

    private SettingsFile(
            Path file,
            String version,
            Clock clock,
            ScheduledExecutorService later,
            Consumer<Problem.Local> notices,
            ObjectNode read) {
        this.file = file;
        this.version = version;
        this.clock = clock;
        this.later = later;
        this.notices = notices;
        this.foreign = read;
        this.current = settings(read);
    }

    /**
     * Reads the settings; a missing file means the default settings.
     *
     * @param version of this program, written into the file
     * @param later runs the delayed writes; the caller shuts it down after {@link #close}
     */
    public static SettingsFile open(
            Path file, String version, Clock clock, ScheduledExecutorService later, Consumer<Problem.Local> notices) {
        var read = JSON.createObjectNode();
        try {
            OwnerOnly.refuseOther(file);
            if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                read = object;
            } else {
                setAside(file, "it holds no JSON object", clock, notices);
            }
        } catch (NoSuchFileException e) {
            return new SettingsFile(file, version, clock, later, notices, read);
        } catch (JacksonException e) {
            setAside(file, e.getOriginalMessage(), clock, notices);
        } catch (IOException e) {
            notices.accept(new Problem.Local(
                    "settings.read",
                    UNREADABLE,
                    file + " cannot be read (" + e + "). The standard settings are used.",
                    clock.instant()));
        }
        return new SettingsFile(file, version, clock, later, notices, read);
    }

    private static void setAside(Path file, String why, Clock clock, Consumer<Problem.Local> notices) {
        var kept = file;
        for (int n = 1; Files.exists(kept); n++) {
            kept = file.resolveSibling(file.getFileName() + ".unreadable-" + n);
        }
        String where;
        try {
            Files.move(file, kept);
            where = "It was kept as " + kept.getFileName() + ".";
        } catch (IOException e) {
            where = "It could not be moved aside (" + e + ").";
        }
        notices.accept(new Problem.Local(
                "settings.read",
                UNREADABLE,
                file + " cannot be understood: " + why + ". " + where + " The standard settings are used.",
                clock.instant()));
    }

    private static Settings settings(ObjectNode read) {
        var standard = Settings.STANDARD;
        return new Settings(
                oneOf(ThemeChoice.values(), read.get("theme")).orElse(standard.theme()),
                new LastConnection(
                        oneOf(LastConnection.Target.values(), read.get("connection"))
                                .orElse(standard.connection().target()),
                        text(read.get("baseUrl")).flatMap(SettingsFile::address),
                        text(read.get("awsProfile")),
                        text(read.get("caBundle"))));
    }

    private static <E extends Enum<E>> Optional<E> oneOf(E[] values, JsonNode node) {
        return text(node)
                .flatMap(name -> Arrays.stream(values)
                        .filter(value -> value.name().equals(name))
                        .findFirst());
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(URI.create(text)).filter(address -> address.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Settings current() {
        state.lock();
        try {
            return current;
        } finally {
            state.unlock();
        }
    }

    /** Changes the settings immediately and the file shortly afterwards. */
    public void change(UnaryOperator<Settings> change) {
        state.lock();
        try {
            var next = change.apply(current);
            if (next.equals(current)) {
                return;
            }
            current = next;
            changed = true;
            if (waiting != null) {
                waiting.cancel(false);
            }
            waiting = later.schedule(this::save, CALM_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            notices.accept(new Problem.Local(
                    "settings.write",
                    NOT_SAVED,
                    "The program is ending; the last change of the settings is not kept.",
                    clock.instant()));
        } finally {
            state.unlock();
        }
    }

    private void save() {
        writing.lock();
        try {
            byte[] bytes;
            state.lock();
            try {
                if (!changed) {
                    return;
                }
                changed = false;
                bytes = JSON.writeValueAsBytes(document());
            } finally {
                state.unlock();
            }
            WholeFile.deleteDrafts(file);
            WholeFile.replaceDurably(file, bytes);
            failureSaid = false;
        } catch (IOException e) {
            stillChanged();
            if (!failureSaid) {
                failureSaid = true;
                notices.accept(new Problem.Local(
                        "settings.write", NOT_SAVED, file + " cannot be written: " + e, clock.instant()));
            }
        } finally {
            writing.unlock();
        }
    }

    private void stillChanged() {
        state.lock();
        try {
            changed = true;
        } finally {
            state.unlock();
        }
    }

    private ObjectNode document() {
        var document = foreign.deepCopy();
        document.put("writtenByVersion", version);
        document.put("theme", current.theme().name());
        document.put("connection", current.connection().target().name());
        document.remove("baseUrl");
        document.remove("awsProfile");
        document.remove("caBundle");
        current.connection().baseUrl().ifPresent(address -> document.put("baseUrl", address.toString()));
        current.connection().awsProfile().ifPresent(profile -> document.put("awsProfile", profile));
        current.connection().caBundle().ifPresent(file -> document.put("caBundle", file));
        return document;
    }

    /** Writes pending changes. */
    @Override
    public void close() {
        state.lock();
        try {
            if (waiting != null) {
                waiting.cancel(false);
            }
        } finally {
            state.unlock();
        }
        save();
    }
}
