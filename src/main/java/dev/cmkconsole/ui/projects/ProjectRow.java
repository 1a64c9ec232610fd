package dev.cmkconsole.ui.projects;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyDeletion;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One project of the list, with its known facts.
 *
 * @param snapshot the last read, however old
 * @param problem why the last read failed
 */
public record ProjectRow(
        Project project, Reading reading, Optional<ProjectSnapshot> snapshot, Optional<Problem> problem) {

    /** UNREAD: not read since the list was, and not scheduled. WAITING: scheduled. FRESH: read since the list was. */
    public enum Reading {
        UNREAD,
        WAITING,
        READING,
        FRESH,
        FAILED
    }

    static ProjectRow unread(Project project, Optional<ProjectSnapshot> cached) {
        return new ProjectRow(project, Reading.UNREAD, cached, Optional.empty());
    }

    ProjectRow with(Reading next) {
        return new ProjectRow(project, next, snapshot, next == Reading.FAILED ? problem : Optional.empty());
    }

    ProjectRow read(ProjectSnapshot fresh) {
        return new ProjectRow(fresh.project(), Reading.FRESH, Optional.of(fresh), Optional.empty());
    }

    /** The reading, unless the row already shows a newer one. */
    ProjectRow atLeast(ProjectSnapshot fresh) {
        return snapshot.filter(s -> s.at().isAfter(fresh.at())).map(this::read).orElseGet(() -> read(fresh));
    }

    /** A reading with refused parts: it is shown only where nothing better is known, and the project waits. */
    ProjectRow partly(ProjectSnapshot fresh) {
        return new ProjectRow(project, Reading.WAITING, snapshot.or(() -> Optional.of(fresh)), Optional.empty());
    }

    ProjectRow failed(Problem why) {
        return new ProjectRow(project, Reading.FAILED, snapshot, Optional.of(why));
    }

    public String id() {
        return project.id();
    }

    /** Returns whether the shown facts date from before the list was read. */
    public boolean stale() {
        return reading != Reading.FRESH && snapshot.isPresent();
    }

    Optional<KeyDeletion> deletion() {
        return snapshot.flatMap(s -> s.state().deletion());
    }

    public Optional<Posture> posture() {
        return snapshot.flatMap(ProjectSnapshot::posture);
    }

    /** Returns why the posture is unknown although the project was read. */
    public Optional<Problem> trouble() {
        return problem.or(() -> snapshot.flatMap(s -> s.encryption().problem()));
    }

    public Optional<AwsKms> aws() {
        return snapshot.flatMap(s -> s.encryption().value())
                .map(e -> e.awsKms())
                .filter(AwsKms::enabled);
    }

    public Optional<Instant> readAt() {
        return snapshot.map(ProjectSnapshot::at);
    }

    /** Returns whether every word occurs in the name, the id, the key or the region. */
    boolean matches(String words) {
        String all = (project.name() + " " + project.id() + " "
                        + aws().flatMap(AwsKms::customerMasterKeyId).orElse("") + " "
                        + aws().flatMap(AwsKms::region).map(Object::toString).orElse(""))
                .toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
