package dev.cmkconsole.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.sandbox.Scenarios;
import org.junit.jupiter.api.Test;

/** The tests of all procedures are about all procedures. */
class ExamplesTest {
    @Test
    void everyProcedureIsListedOnce() {
        assertThat(Examples.all().stream().<ProcedureType<?>>map(Example::type).toList())
                .as("A procedure of app.Procedures needs one line in Examples.")
                .containsExactlyInAnyOrderElementsOf(Procedures.types());
    }

    @Test
    void theirScenariosAreThere() {
        assertThat(Examples.all()).extracting(Example::scenario).allMatch(Scenarios::exists);
    }
}
