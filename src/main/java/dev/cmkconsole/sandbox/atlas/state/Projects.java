package dev.cmkconsole.sandbox.atlas.state;

import dev.cmkconsole.sandbox.atlas.http.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** All projects. Each access locks one project, brings it up to date first, and writes changes to disk afterwards. */
public final class Projects {
    /** Prefix of the projects' documents in storage. */
    public static final String FILE = "project-";

    private final Map<String, Project> byId = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtlasStorage storage;
    private final Lifecycle lifecycle;

    Projects(AtlasStorage storage, Lifecycle lifecycle) {
        this.storage = storage;
        this.lifecycle = lifecycle;
    }

    public void add(Project project) {
        if (project.number == 0) {
            project.number = numbers.incrementAndGet();
        } else {
            numbers.accumulateAndGet(project.number, Math::max);
        }
        byId.put(project.id, project);
        save(project);
    }

    /** Restores a project that is already on disk. */
    public void restore(Project project) {
        numbers.accumulateAndGet(project.number, Math::max);
        byId.put(project.id, project);
    }

    public void remove(String id) {
        byId.remove(id);
        storage.delete(FILE + id);
    }

    public Optional<Project> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** In creation order. Without the lock, only ids, organization and name may be read. */
    public List<Project> all() {
        var result = new ArrayList<>(byId.values());
        result.sort(Comparator.comparingLong(p -> p.number));
        return result;
    }

    private void save(Project project) {
        if (storage != AtlasStorage.NONE) {
            storage.put(FILE + project.id, Json.bytes(project));
        }
    }

    public <T> T read(Project project, Function<Project, T> action) {
        project.lock.lock();
        try {
            if (lifecycle.settle(project)) {
                save(project);
            }
            return action.apply(project);
        } finally {
            project.lock.unlock();
        }
    }

    /** The answer is sent only after the change is on disk. */
    public <T> T change(Project project, Function<Project, T> action) {
        project.lock.lock();
        try {
            lifecycle.settle(project);
            try {
                return action.apply(project);
            } finally {
                project.nextDue = null;
                if (byId.containsKey(project.id)) {
                    save(project);
                }
            }
        } finally {
            project.lock.unlock();
        }
    }
}
