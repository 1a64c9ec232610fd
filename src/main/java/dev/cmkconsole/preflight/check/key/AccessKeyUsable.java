package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code access-key}: the access key with which Atlas uses the key is active in IAM. The question arises only for a
 * project on an IAM user's credentials, and not where the checks are about a role.
 */
public final class AccessKeyUsable extends Check {
    public AccessKeyUsable() {
        super(
                CheckId.ACCESS_KEY,
                Group.KEY,
                List.of("iam:GetAccessKeyLastUsed", "iam:ListAccessKeys"),
                Set.of(Evidence.ENCRYPTION, Evidence.ACCESS_KEY));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.accessKeyInUse().flatMap(id -> {
            var read = facts.get(Evidence.ACCESS_KEY);
            var state = read.flatMap(AccessKeyFacts::state);
            return state.value().isPresent()
                    ? judged(
                            id,
                            read.value().flatMap(AccessKeyFacts::userName).orElse("?"),
                            state.value().get())
                    : unknown(facts, id, state);
        });
    }

    private Optional<CheckVerdict> judged(String id, String user, AccessKeyState state) {
        return switch (state) {
            case ACTIVE -> pass("pass", id, user);
            case INACTIVE ->
                fail(
                        text("inactive", id, user),
                        List.of(),
                        command(AwsCommand.of(new AwsRequest.UpdateAccessKey(user, id, true)), "inactive.fix"));
            case GONE -> fail(Symptom.ACCESS_KEY_GONE, text("gone", id, user), List.of(), advice("gone.fix"));
        };
    }

    /** IAM answers alike for an access key that was deleted, that another account has, and that the caller may not see. */
    private Optional<CheckVerdict> unknown(AccessFacts facts, String id, Observed<AccessKeyState> state) {
        return state.problem()
                .map(p -> p.code())
                .filter(code -> code.startsWith("AccessDenied")
                        || code.equals(AwsErrorCode.NO_SUCH_ENTITY)
                        || code.equals(AwsErrorCode.NO_SUCH_USER))
                .map(code -> cannotTell(text("hidden", id, code), List.of(), advice("hidden.fix")))
                .orElseGet(() -> unread(facts, state));
    }
}
