package dev.cmkconsole.preflight;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prerequisite: Atlas lets only a Project Owner set up encryption. */
final class ProjectOwner extends Check {
    ProjectOwner() {
        super("project-owner", Group.YOU, List.of("getSystemStatus", "listRestPrivateEndpoints"), Set.of(Part.OWNER));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        return facts.known(Part.OWNER)
                .map(owner -> owner ? pass("pass") : fail(text("fail"), List.of(), advice("fix")))
                .orElseGet(() -> unread(facts, Part.OWNER));
    }
}
