package dev.cmkconsole.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Arrays;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The cache returns exactly what was stored. */
class StoreJsonTest {

    @Property(tries = 300)
    void anySnapshotComesBack(@ForAll("snapshots") ProjectSnapshot snapshot) throws JacksonException {
        assertThat(StoreJson.snapshot(StoreJson.write(snapshot))).isEqualTo(snapshot);
    }

    @Test
    void everyKindOfProblemIsGenerated() {
        var seen = Snapshots.problem()
                .sampleStream()
                .limit(2000)
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        Arrays.stream(Problem.class.getPermittedSubclasses()).toArray(Class[]::new));
    }

    @Provide
    Arbitrary<ProjectSnapshot> snapshots() {
        return Snapshots.any();
    }
}
