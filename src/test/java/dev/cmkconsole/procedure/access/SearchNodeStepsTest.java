package dev.cmkconsole.procedure.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import org.junit.jupiter.api.Test;

class SearchNodeStepsTest {
    @Test
    void searchNodesThatCouldNotBeReadAreNotNone() {
        var change = new SearchNodeSteps(new Situation().snapshot(), false, Bench.WAITS).change();
        assertThat(change.rendering().explanation()).isEqualTo(Text.of("searchNodes.effect.unread"));
    }
}
