package dev.cmkconsole.ui.switching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.Tone;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProofFactsTest {
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    @Test
    void clustersThatCouldNotBeReadAreNotSaidToBeWell() {
        var read = new Situation()
                .clusters(Situation.idle("orders", EncryptionProvider.AWS))
                .snapshot();
        assertThat(ProofPageViewModel.clusters(read, MESSAGES).value())
                .isInstanceOfSatisfying(
                        Fact.Value.Status.class,
                        s -> assertThat(s.badge().tone()).isEqualTo(Tone.OK));
        assertThat(ProofPageViewModel.clusters(
                                new Situation().clustersUnreadable().snapshot(), MESSAGES)
                        .value())
                .isInstanceOf(Fact.Value.Unreadable.class);
    }
}
