package dev.cmkconsole.preflight;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Row 18: the key encrypts at all, tried by the operator without doing it. It says nothing about Atlas' access. */
final class KeyAnswers extends Check {
    private static final Set<String> BROKEN = Set.of(
            "DisabledException",
            "KMSInvalidStateException",
            "InvalidKeyUsageException",
            "KeyUnavailableException",
            "NotFoundException");

    KeyAnswers() {
        super("key-answers", Group.YOU, List.of("kms:Encrypt"), Needs.plus(Needs.KEY, Part.DRY_RUN));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (facts.keyArn().isEmpty()) {
            return Optional.empty();
        }
        if (facts.known(Part.DRY_RUN).isPresent()) {
            return pass("pass");
        }
        var code = facts.whyNot(Part.DRY_RUN);
        if (BROKEN.contains(code)) {
            return fail(text("fail", code), List.of(), advice("fix"));
        }
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        return code.startsWith("AccessDenied")
                ? cannotTell(text("denied"), List.of(), advice("denied.fix"))
                : unread(facts, Part.DRY_RUN);
    }
}
