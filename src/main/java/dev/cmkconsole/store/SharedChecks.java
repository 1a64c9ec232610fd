package dev.cmkconsole.store;

import com.fasterxml.jackson.core.JacksonException;
import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.io.WholeFile;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.LastCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache whose latest checks every process shares. Each check is a small file of its own beside the cache, which is
 * replaced whole, so nobody waits for a lock. The files may be deleted at any time; their faults are never seen.
 */
public final class SharedChecks implements SnapshotCache {
    private static final Logger LOG = LoggerFactory.getLogger(SharedChecks.class);
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{24})\\.json");
    private static final int LARGEST = 64 << 10;

    private final SnapshotCache cache;
    private final Path folder;

    /** @param folder made when the first check is kept */
    public SharedChecks(SnapshotCache cache, Path folder) {
        this.cache = cache;
        this.folder = folder;
    }

    @Override
    public void checked(String projectId, LastCheck check) {
        var file = folder.resolve(projectId + ".json");
        if (!NAME.matcher(projectId + ".json").matches()) {
            return;
        }
        try {
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder, OwnerOnly.folder(folder.toAbsolutePath()));
            }
            if (usable()) {
                var json = StoreJson.write(check).getBytes(StandardCharsets.UTF_8);
                WholeFile.replace(file, out -> out.write(json));
            }
        } catch (IOException e) {
            LOG.warn("a check is not remembered: {}", e.toString());
        }
    }

    @Override
    public Optional<LastCheck> lastCheck(String projectId) {
        var name = projectId + ".json";
        try {
            return NAME.matcher(name).matches() && usable() ? read(folder.resolve(name)) : Optional.empty();
        } catch (IOException e) {
            LOG.info("a remembered check is not used: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void forgetChecks(String projectId) {
        var all = all();
        var own = Optional.ofNullable(all.get(projectId));
        all.forEach((id, check) -> {
            if (id.equals(projectId) || own.filter(check::shares).isPresent()) {
                delete(id);
            }
        });
    }

    /** A link is not followed, and a folder that others may write is not believed. */
    private boolean usable() throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && OwnerOnly.unsafe(folder).isEmpty();
    }

    private static Optional<LastCheck> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoreJson.check(Files.readString(file)));
        } catch (JacksonException e) {
            LOG.info("a remembered check is of another version and is not used");
            return Optional.empty();
        }
    }

    private Map<String, LastCheck> all() {
        var found = new TreeMap<String, LastCheck>();
        ids().forEach(id -> lastCheck(id).ifPresent(check -> found.put(id, check)));
        return found;
    }

    private List<String> ids() {
        try {
            if (!usable()) {
                return List.of();
            }
            try (var files = Files.list(folder)) {
                return files.map(file -> NAME.matcher(Objects.toString(file.getFileName(), "")))
                        .filter(name -> name.matches())
                        .map(name -> name.group(1))
                        .toList();
            }
        } catch (IOException e) {
            LOG.info("the remembered checks are not used: {}", e.toString());
            return List.of();
        }
    }

    private void delete(String projectId) {
        try {
            Files.deleteIfExists(folder.resolve(projectId + ".json"));
        } catch (IOException e) {
            LOG.warn("a remembered check was not deleted: {}", e.toString());
        }
    }

    @Override
    public void save(ProjectSnapshot snapshot) {
        cache.save(snapshot);
    }

    @Override
    public Optional<ProjectSnapshot> load(String projectId) {
        return cache.load(projectId);
    }

    @Override
    public List<ProjectSnapshot> loadAll() {
        return cache.loadAll();
    }

    @Override
    public void retain(Set<String> projectIds) {
        cache.retain(projectIds);
        ids().stream().filter(id -> !projectIds.contains(id)).forEach(this::delete);
    }
}
