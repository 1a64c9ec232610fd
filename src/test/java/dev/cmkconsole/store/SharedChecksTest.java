package dev.cmkconsole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.state.AccessCheck;
import dev.cmkconsole.model.state.LastCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check found is there for every other process, and its loss is never felt. */
@Alongside
class SharedChecksTest {
    private static final String ONE = "b7e711be78b0c253a58b7700";
    private static final String TWO = "c023fb9687517e066822d920";
    private static final String THREE = "0123456789abcdef01234567";

    @TempDir
    private Path data;

    private Path folder() {
        return data.resolve("atlas").resolve("checks");
    }

    /** As another process would open it. */
    private SharedChecks process() {
        return new SharedChecks(new NoCache(new ListJournal("j", 0)), folder());
    }

    private static LastCheck check(String key, String role) {
        var found = new AccessCheck(
                Instant.parse("2026-11-29T06:00:00Z"), Optional.of("r"), key, List.of(CheckId.KEY_POLICY), 1);
        return new LastCheck(found, List.of(CheckId.GRANTS), Optional.of("arn:aws:iam::1:user/a"), Optional.of(role));
    }

    @Test
    void anotherProcessReadsWhatACheckFound() throws IOException {
        process().checked(ONE, check("k1", "r1"));
        assertThat(process().lastCheck(ONE)).contains(check("k1", "r1"));
        assertThat(process().lastCheck(TWO)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(ONE + ".json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aRunMakesItsProjectsAndThoseOfTheSameRoleOrKeyForgotten() {
        process().checked(ONE, check("k1", "r1"));
        process().checked(TWO, check("k1", "r2"));
        process().checked(THREE, check("k3", "r3"));
        process().forgetChecks(ONE);
        assertThat(process().lastCheck(ONE)).isEmpty();
        assertThat(process().lastCheck(TWO)).isEmpty();
        assertThat(process().lastCheck(THREE)).isPresent();
    }

    @Test
    void aProjectThatAtlasNoLongerListsIsForgotten() {
        process().checked(ONE, check("k1", "r1"));
        process().retain(Set.of(TWO));
        assertThat(process().lastCheck(ONE)).isEmpty();
    }

    @Test
    void whateverStandsInItsPlaceIsNoFault() throws IOException {
        process().checked(ONE, check("k1", "r1"));
        Files.writeString(folder().resolve(ONE + ".json"), "{\"found\":");
        assertThat(process().lastCheck(ONE)).isEmpty();
        process().checked("../" + ONE, check("k1", "r1"));
        assertThat(data.resolve("atlas").resolve(ONE + ".json")).doesNotExist();

        var linked = data.resolve("linked");
        Files.createSymbolicLink(linked, folder());
        var byLink = new SharedChecks(new NoCache(new ListJournal("j", 0)), linked);
        byLink.checked(TWO, check("k1", "r1"));
        assertThat(process().lastCheck(TWO)).isEmpty();

        var file = Files.writeString(data.resolve("file"), "");
        var noFolder = new SharedChecks(new NoCache(new ListJournal("j", 0)), file);
        assertThatCode(() -> noFolder.checked(ONE, check("k1", "r1"))).doesNotThrowAnyException();
        assertThat(noFolder.lastCheck(ONE)).isEmpty();
    }
}
