package dev.cmkconsole.preflight.check.operator;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code project-owner}: the caller is Project Owner. Atlas lets nobody else set up encryption. */
public final class ProjectOwner extends Check {
    public ProjectOwner() {
        super(
                CheckId.PROJECT_OWNER,
                Group.YOU,
                List.of("getSystemStatus", "listRestPrivateEndpoints"),
                Set.of(Evidence.OWNER));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.known(Evidence.OWNER)
                .map(owner -> owner ? pass("pass") : fail(text("fail"), List.of(), advice("fix")))
                .orElseGet(() -> unread(facts, Evidence.OWNER));
    }
}
