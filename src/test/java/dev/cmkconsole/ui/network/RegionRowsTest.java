package dev.cmkconsole.ui.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.text.Messages;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RegionRowsTest {
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    private static Situation project() {
        return new Situation().configuration(Situation.using("6a793f88c0eb9e7a17716581", Situation.KEY, true));
    }

    @Test
    void clustersThatCouldNotBeReadAreNotSaidToBeElsewhere() {
        assertThat(new RegionRows(project().clustersUnreadable().snapshot(), MESSAGES).all())
                .extracting(RegionRow::clusters)
                .containsExactly("The clusters could not be read.");
        assertThat(new RegionRows(
                                project()
                                        .clusters(Situation.spread("far", EncryptionProvider.AWS, "EU_WEST_1"))
                                        .snapshot(),
                                MESSAGES)
                        .all())
                .extracting(RegionRow::clusters)
                .contains("No cluster has nodes here.", "far (encrypted)");
    }
}
