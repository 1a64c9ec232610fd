package dev.cmkconsole.preflight.check.operator;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code who-am-i}: whose AWS credentials act, and whether they belong to the key's account. */
public final class WhoAmI extends Check {
    public WhoAmI() {
        super(
                CheckId.WHO_AM_I,
                Group.YOU,
                List.of("sts:GetCallerIdentity"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.CALLER));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var signIn = facts.signIn();
        if (signIn.isPresent()) {
            return signIn(signIn.get());
        }
        if (facts.caller().isEmpty()) {
            return unread(facts, Evidence.CALLER);
        }
        var caller = facts.caller().get();
        if (caller.root()) {
            return fail(text("root", caller.account()), List.of(), button(Fix.Action.CONNECT_AWS, "root.fix"));
        }
        var key = facts.keyArn().map(KeyArn::account);
        var role = facts.roleArn().map(RoleArn::account);
        if (key.isEmpty()
                || key.get().equals(caller.account())
                        && role.filter(a -> !a.equals(key.get())).isEmpty()) {
            return pass("pass", caller.arn(), caller.account());
        }
        boolean oneSide = role.isPresent()
                && !role.equals(key)
                && (role.get().equals(caller.account()) || key.get().equals(caller.account()));
        if (oneSide) {
            return cannotTell(
                    text("oneSide", caller.account(), role.get(), key.get()),
                    List.of(),
                    advice("oneSide.fix", role.get().equals(caller.account()) ? key.get() : role.get()));
        }
        return fail(
                text("other", caller.account(), key.get()),
                List.of(),
                button(Fix.Action.CONNECT_AWS, "other.fix", key.get()));
    }

    /** The one line for every check that needs AWS: until somebody signs in, nothing else about AWS is known. */
    private Optional<CheckVerdict> signIn(Problem problem) {
        var cause = SignInCause.of(problem).orElseThrow();
        var reason = cause.reason(problem);
        return cause == SignInCause.SSO_ENDED
                ? fail(
                        reason,
                        List.of(),
                        button(Fix.Action.SIGN_IN, "signIn.SSO_ENDED.fix", problem.detail()),
                        command(problem.detail(), "signIn.SSO_ENDED.command"))
                : fail(reason, List.of(), button(Fix.Action.SIGN_IN, "signIn." + cause + ".fix"));
    }
}
