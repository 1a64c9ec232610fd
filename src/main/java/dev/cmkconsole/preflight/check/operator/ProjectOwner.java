package dev.cmkconsole.preflight.check.operator;

import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.preflight.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prerequisite: Atlas lets only a Project Owner set up encryption. */
public final class ProjectOwner extends Check {
    public ProjectOwner() {
        super(
                "project-owner",
                Group.YOU,
                List.of("getSystemStatus", "listRestPrivateEndpoints"),
                Set.of(Evidence.OWNER));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        return facts.known(Evidence.OWNER)
                .map(owner -> owner ? pass("pass") : fail(text("fail"), List.of(), advice("fix")))
                .orElseGet(() -> unread(facts, Evidence.OWNER));
    }
}
