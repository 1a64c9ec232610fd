package dev.cmkconsole.model.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.procedure.Situation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectFactsTest {
    /** Atlas names the key from the moment of the request, long before the last node is rewritten. */
    @Test
    void aClusterThatIsBeingEncryptedIsNotEncryptedYet() {
        var facts = ProjectFacts.of(
                new Situation()
                        .clusters(
                                Situation.idle("orders", EncryptionProvider.AWS),
                                Situation.cluster(
                                        "events", TierKind.DEDICATED, "UPDATING", false, EncryptionProvider.AWS),
                                Situation.idle("plain", EncryptionProvider.NONE),
                                Situation.cluster("free", TierKind.SHARED, "IDLE", false, EncryptionProvider.NONE))
                        .snapshot(),
                Optional.empty());
        assertThat(facts.encrypted()).isEqualTo(1);
        assertThat(facts.eligible()).isEqualTo(3);
        assertThat(facts.open()).isEqualTo(1);
    }
}
