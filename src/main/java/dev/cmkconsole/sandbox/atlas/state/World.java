package dev.cmkconsole.sandbox.atlas.state;

import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.aws.AtlasAwsAccess;
import java.time.Clock;

/** The shared dependencies of every resource on the Atlas side. */
public record World(
        Directory directory,
        Projects projects,
        AtlasAwsAccess aws,
        Clock clock,
        Switches switches,
        Ids ids,
        Events events,
        KeyTrial trial,
        KeyCheck keyCheck,
        SnapshotMaker snapshots,
        AtlasStorage storage) {
    public static final String DIRECTORY = "directory";

    public static World create(
            AtlasAwsAccess aws, Clock clock, Switches switches, AtlasStorage storage, Directory directory) {
        var ids = new Ids();
        var events = new Events(ids);
        var trial = new KeyTrial(aws);
        var check = new KeyCheck(trial, events, switches);
        var snapshots = new SnapshotMaker(ids, events, switches);
        var projects = new Projects(storage, new Lifecycle(clock, switches, events, check, snapshots));
        return new World(directory, projects, aws, clock, switches, ids, events, trial, check, snapshots, storage);
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
