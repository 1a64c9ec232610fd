package dev.cmkconsole.sandbox.atlas.state;

import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.aws.AtlasAwsAccess;
import java.time.Clock;
import java.time.Instant;

/** The shared dependencies of every resource on the Atlas side. */
public final class World {
    public static final String DIRECTORY = "directory";

    private final AtlasAwsAccess aws;
    private final Clock clock;
    private final Switches switches;
    private final AtlasStorage storage;
    private final Directory directory;
    private final Ids ids = new Ids();
    private final Events events = new Events(ids);
    private final KeyTrial trial;
    private final KeyCheck keyCheck;
    private final SnapshotMaker snapshots;
    private final Lifecycle lifecycle;
    private final Projects projects;

    public World(AtlasAwsAccess aws, Clock clock, Switches switches, AtlasStorage storage, Directory directory) {
        this.aws = aws;
        this.clock = clock;
        this.switches = switches;
        this.storage = storage;
        this.directory = directory;
        this.trial = new KeyTrial(aws);
        this.keyCheck = new KeyCheck(trial, events, switches);
        this.snapshots = new SnapshotMaker(ids, events, switches);
        this.lifecycle = new Lifecycle(clock, switches, events, keyCheck, snapshots, new Restores(trial, events));
        this.projects = new Projects(storage, lifecycle);
    }

    public Directory directory() {
        return directory;
    }

    public Projects projects() {
        return projects;
    }

    public AtlasAwsAccess aws() {
        return aws;
    }

    public Clock clock() {
        return clock;
    }

    public Switches switches() {
        return switches;
    }

    public Ids ids() {
        return ids;
    }

    public Events events() {
        return events;
    }

    public KeyTrial trial() {
        return trial;
    }

    public KeyCheck keyCheck() {
        return keyCheck;
    }

    /** Sends an idle cluster through the update in which its nodes take the project's key. */
    public void takeKey(Project project, Cluster cluster, Instant at) {
        lifecycle.takeKey(project, cluster, at);
    }

    public SnapshotMaker snapshots() {
        return snapshots;
    }

    public void directoryChanged() {
        if (storage != AtlasStorage.NONE) {
            // Only one thread writes at a time, so an older document cannot overwrite a newer one.
            synchronized (directory) {
                storage.put(DIRECTORY, directory.bytes());
            }
        }
    }

    public String newId() {
        return ids.next(clock.instant());
    }
}
