package dev.cmkconsole.ui.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.project.OverviewViewModel.Advice;
import dev.cmkconsole.ui.view.Tone;
import java.time.Clock;
import java.time.ZoneOffset;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

/** Clusters that could not be read are neither none nor well. */
class UnreadClustersTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private final Clock clock = Clock.fixed(World.NOW, ZoneOffset.UTC);

    private static Situation working() {
        return new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(Situation.using(RECORD, Situation.KEY, true))
                .key(Situation.known(Situation.customerKey(Situation.KEY)));
    }

    private Advice advice(ProjectSnapshot now) {
        return new OverviewViewModel(new ProjectContext(
                        new TestFrame(clock).frame(),
                        null,
                        new TestCloud(clock).service(),
                        now.project().id(),
                        new SimpleObjectProperty<>(now),
                        () -> {}))
                .overviewProperty()
                .get()
                .advice();
    }

    @Test
    void theOverviewDoesNotSayThatNothingIsToDo() {
        var read = advice(working()
                .clusters(Situation.idle("orders", EncryptionProvider.AWS))
                .snapshot());
        assertThat(read.toString()).contains("Nothing to do", "1 of 1 eligible clusters");
        assertThat(read.tone()).isEqualTo(Tone.OK);

        var unread = advice(working().clustersUnreadable().snapshot());
        assertThat(unread.toString())
                .contains("could not be read", "unknown")
                .doesNotContain("Nothing to do", "0 of 0");
        assertThat(unread.tone()).isNotEqualTo(Tone.OK);
    }

    @Test
    void aProjectWithoutClustersIsNotCountedAsNoneOfNone() {
        var none = advice(working().clusters().snapshot());

        assertThat(none.toString())
                .contains("no cluster that a key can encrypt")
                .doesNotContain("0 of 0");
    }
}
