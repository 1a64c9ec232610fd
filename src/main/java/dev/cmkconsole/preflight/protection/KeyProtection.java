package dev.cmkconsole.preflight.protection;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.guard.KeyHolders;
import dev.cmkconsole.preflight.gate.Documents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may end one key or change its policy, as far as its policy decides. The only place that judges this. Service
 * control policies can forbid more; they are not read.
 *
 * @param holders principals that the policy names and that may, or may be able to
 * @param patterns patterns of principals to which the policy makes an exception
 */
public record KeyProtection(KeyArn key, State state, List<String> holders, List<String> patterns, String unread) {
    /**
     * SHORT_WAIT: protected, but a deletion may come sooner than 30 days. OPEN: IAM policies decide. EVERYBODY: the key
     * policy allows it without them.
     */
    public enum State {
        PROTECTED,
        SHORT_WAIT,
        OPEN,
        EVERYBODY,
        NOT_KNOWN,
        NOT_READ
    }

    public KeyProtection {
        holders = List.copyOf(holders);
        patterns = List.copyOf(patterns);
    }

    /** @param policy the key policy in the key's own Region */
    public static KeyProtection of(KeyArn key, Observed<String> policy, Instant at) {
        if (policy.value().isEmpty()) {
            return notRead(key, policy.unreadCode());
        }
        return policy.value()
                .flatMap(Documents::parse)
                .map(document -> of(key, new KeyHolders(document, key.toString(), at)))
                .orElseGet(() -> notRead(key, AwsErrorCode.MALFORMED_POLICY));
    }

    private static KeyProtection notRead(KeyArn key, String code) {
        return new KeyProtection(key, State.NOT_READ, List.of(), List.of(), code);
    }

    private static KeyProtection of(KeyArn key, KeyHolders may) {
        return new KeyProtection(key, state(may), holders(may), may.patterns(), "");
    }

    private static State state(KeyHolders may) {
        return switch (may.anybodyElse()) {
            case TRUE -> may.everybodyByPolicy() ? State.EVERYBODY : State.OPEN;
            case UNKNOWN -> State.NOT_KNOWN;
            case FALSE -> may.waitsLongest() == Truth.TRUE ? State.PROTECTED : State.SHORT_WAIT;
        };
    }

    private static List<String> holders(KeyHolders may) {
        var root = Optional.of(may.rootArn()).filter(_ -> may.root().isPossible());
        return Stream.concat(may.named().stream(), root.stream()).toList();
    }

    /** The answer as a check has it: only a key that is protected passes. */
    public CheckOutcome outcome() {
        return switch (state) {
            case PROTECTED -> CheckOutcome.PASS;
            case SHORT_WAIT, OPEN, EVERYBODY -> CheckOutcome.FAIL;
            case NOT_KNOWN, NOT_READ -> CheckOutcome.CANNOT_TELL;
        };
    }

    /** The answer in words. */
    public Text said() {
        return switch (state) {
            case NOT_READ -> Text.of("protection.NOT_READ", key.toString(), unread);
            case OPEN, EVERYBODY, NOT_KNOWN -> Text.of("protection." + state, key.toString(), key.account());
            case PROTECTED, SHORT_WAIT -> Text.of("protection." + state, key.toString(), everybody());
        };
    }

    private String everybody() {
        return String.join(
                ", ", Stream.concat(holders.stream(), patterns.stream()).toList());
    }
}
