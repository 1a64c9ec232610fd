package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.state.AccessCheck;
import dev.cmkconsole.model.state.KeyStanding.Use;
import dev.cmkconsole.model.state.LastCheck;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.store.NoCache;
import dev.cmkconsole.store.SharedChecks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check in another process found is known at the next reading. */
class KnownProjectsTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";

    @TempDir
    private Path folder;

    private KnownProjects known;

    @BeforeEach
    void open() {
        known = new KnownProjects(process());
    }

    private SharedChecks process() {
        var journal = new MemoryJournal(new MovingClock(), new ArrayList<>());
        return new SharedChecks(new NoCache(journal), folder.resolve("checks"));
    }

    private static AccessCheck check(Instant at, CheckId... failing) {
        return new AccessCheck(at, Optional.of(RECORD), Situation.KEY.toString(), List.of(failing), 0);
    }

    /** Another process checks. */
    private void elsewhere(String identity, AccessCheck found) {
        process()
                .checked(
                        Situation.PROJECT.id(),
                        new LastCheck(found, List.of(), Optional.of(identity), Optional.empty()));
    }

    private static ProjectSnapshot fresh() {
        return new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, Situation.KEY, true))
                .key(Situation.known(Situation.customerKey(Situation.KEY)))
                .snapshot();
    }

    private Use read(Optional<ProjectSnapshot> before) {
        return known.read(ReadScope.CONFIGURED, before, fresh()).state().key().use();
    }

    @Test
    void aCheckElsewhereIsKnownAtTheNextReading() {
        assertThat(read(Optional.empty())).isEqualTo(Use.USABLE);
        elsewhere(Situation.CALLER.arn(), check(Situation.NOW, CheckId.TRUST_POLICY));
        assertThat(read(Optional.empty())).isEqualTo(Use.IN_DOUBT);
    }

    @Test
    void theNewerCheckCounts() {
        elsewhere(Situation.CALLER.arn(), check(Situation.NOW, CheckId.TRUST_POLICY));
        var before = known.read(ReadScope.CONFIGURED, Optional.empty(), fresh());
        elsewhere(Situation.CALLER.arn(), check(Situation.NOW.minus(Duration.ofMinutes(1))));
        assertThat(read(Optional.of(before))).isEqualTo(Use.IN_DOUBT);
        elsewhere(Situation.CALLER.arn(), check(Situation.NOW.plus(Duration.ofMinutes(1))));
        assertThat(read(Optional.of(before))).isEqualTo(Use.USABLE);
    }

    @Test
    void aCheckByAnotherIdentityIsNotThisOnes() {
        elsewhere("arn:aws:iam::111122223333:user/colleague", check(Situation.NOW, CheckId.TRUST_POLICY));
        assertThat(read(Optional.empty())).isEqualTo(Use.USABLE);
    }
}
