package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.check.BoundaryPolicy;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import dev.cmkconsole.preflight.gate.KeySide;
import dev.cmkconsole.preflight.need.NeededKey;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code old-keys}: every older key that something in the project needs is usable, and the role may still use it. What
 * needs a key is the verdict of the list of keys.
 */
public final class OldKeysUsable extends Check {
    private static final int SHOWN = 4;
    private static final Set<KeySide> LETS_IN = EnumSet.of(KeySide.ALLOWED, KeySide.BY_GRANT);

    public OldKeysUsable() {
        super(
                CheckId.OLD_KEYS,
                Group.ATLAS,
                List.of(
                        "listBackupSnapshots",
                        "listGroupEvents",
                        "listBackupRestoreJobs",
                        "getCompliancePolicy",
                        "kms:DescribeKey",
                        "kms:ListKeyRotations",
                        "kms:GetKeyPolicy",
                        "iam:SimulatePrincipalPolicy"),
                EvidenceSets.plus(EvidenceSets.GATE, Evidence.SURVEY, Evidence.SNAPSHOTS, Evidence.OLD_KEYS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.roleArn().isEmpty()) {
            return Optional.empty();
        }
        for (var needed : List.of(Evidence.SURVEY, Evidence.SNAPSHOTS, Evidence.OLD_KEYS)) {
            if (facts.known(needed).isEmpty()) {
                return unread(facts, needed);
            }
        }
        var others = NeededKey.of(facts);
        if (others.isEmpty()) {
            return pass("none");
        }
        var lines = new ArrayList<Text>();
        var fixes = new ArrayList<Fix>();
        var allowable = new ArrayList<KeyArn>();
        int open = 0;
        var worst = Truth.TRUE;
        for (var other : others) {
            var name = other.key().name();
            var state = OldKeyState.of(other.key(), facts.at());
            var allowed = allowed(facts, other.key());
            var works = allowed.and(state.usable());
            lines.add(text("key." + allowed, name));
            bounded(facts, other.key()).ifPresent(lines::add);
            if (!state.usable().isTrue()) {
                lines.add(text("state." + state, name));
            }
            if (!works.isTrue()) {
                open++;
                if (state.usable().isTrue()) {
                    allowable(facts, other.key()).ifPresent(allowable::add);
                }
                lines.add(text("need." + other.needed(), name));
                other.why().stream().limit(SHOWN).forEach(lines::add);
            }
            other.key().key().value().flatMap(k -> fix(state, k)).ifPresent(fixes::add);
            worst = worst.and(works == Truth.FALSE && !other.needed().isTrue() ? Truth.UNKNOWN : works);
        }
        var fix = fixes.isEmpty()
                ? allow(facts, others, allowable.size() == open ? allowable : List.of())
                : fixes.getFirst();
        return switch (worst) {
            case TRUE -> pass(text("pass", others.size()), lines);
            case FALSE -> fail(text("fail", others.size()), lines, fix);
            case UNKNOWN ->
                cannotTell(text("open", others.size()), lines, fixes.isEmpty() ? readFirst(facts, others, fix) : fix);
        };
    }

    private static Truth allowed(AccessFacts facts, OldKey old) {
        return old.arn()
                .map(arn -> RoleUse.of(facts, arn, old.policy(), old.simulation()))
                .orElse(Truth.UNKNOWN);
    }

    /** How to read what leaves the keys open; the other fix where one is known not to work, or nothing was refused. */
    private Fix readFirst(AccessFacts facts, List<NeededKey> others, Fix otherwise) {
        if (others.stream().anyMatch(o -> works(facts, o.key()) == Truth.FALSE)) {
            return otherwise;
        }
        var keys = otherwise instanceof Fix.Advice(var _, var some) ? some : List.<KeyArn>of();
        return others.stream()
                .flatMap(o -> lacking(facts, o.key()))
                .flatMap(part -> readable(facts, part).stream())
                .findFirst()
                .map(fix -> keys.isEmpty() ? fix : new Fix.Advice(fix.advice(), keys))
                .orElse(otherwise);
    }

    private static Truth works(AccessFacts facts, OldKey old) {
        return allowed(facts, old).and(OldKeyState.of(old, facts.at()).usable());
    }

    /** What the answer about a key lacks, the state before the access. A key that KMS does not know was read. */
    private static Stream<Observed<?>> lacking(AccessFacts facts, OldKey old) {
        var parts = Stream.<Observed<?>>builder();
        if (OldKeyState.of(old, facts.at()) == OldKeyState.UNREAD) {
            parts.add(old.key()).add(old.material());
        }
        if (allowed(facts, old) == Truth.UNKNOWN) {
            parts.add(old.policy());
        }
        if (allowed(facts, old) == Truth.UNKNOWN && !facts.roleMissing() && !facts.roleElsewhere()) {
            parts.add(facts.get(Evidence.ROLE)).add(facts.get(Evidence.MANAGED));
            facts.known(Evidence.MANAGED).stream()
                    .flatMap(m -> Stream.concat(m.attached().stream(), m.boundary().stream()))
                    .forEach(policy -> parts.add(policy.document()));
            parts.add(old.simulation());
        }
        return parts.build()
                .filter(part -> part.problem()
                        .filter(p -> !p.code().equals(AwsErrorCode.NOT_FOUND))
                        .isPresent());
    }

    private Optional<Text> bounded(AccessFacts facts, OldKey old) {
        var refused = BoundaryPolicy.refused(facts, old);
        var denied = ActionAnswer.named(refused, ActionAnswer::explicit);
        return facts.role()
                .flatMap(IamRole::permissionsBoundary)
                .filter(_ -> !refused.isEmpty())
                .map(arn -> denied.isEmpty()
                        ? text("boundary.missing", old.name(), arn, ActionAnswer.named(refused, _ -> true))
                        : text("boundary.denied", old.name(), arn, denied));
    }

    /** The boundary comes first, because no policy of the role helps against it. */
    private Fix allow(AccessFacts facts, List<NeededKey> others, List<KeyArn> allowable) {
        return others.stream()
                        .allMatch(o -> BoundaryPolicy.refused(facts, o.key()).isEmpty())
                ? new Fix.Advice(text("fix", facts.roleArn().orElseThrow().name()), allowable)
                : BoundaryPolicy.extended(facts);
    }

    private Optional<Fix> fix(OldKeyState state, CustomerKey key) {
        var enable = "aws kms enable-key" + KeyUsable.at(key);
        return switch (state) {
            case DISABLED ->
                Optional.of(new Fix.Command(
                        text("disabled.fix", key.arn()), enable, Optional.of(new AwsRequest.EnableKey(key.arn()))));
            case PENDING_DELETION ->
                Optional.of(new Fix.Command(
                        text("pendingDeletion.fix", key.arn()),
                        "aws kms cancel-key-deletion" + KeyUsable.at(key) + " && \\\n" + enable,
                        Optional.of(new AwsRequest.CancelKeyDeletion(key.arn()))));
            case EXPIRED, PENDING_IMPORT ->
                Optional.of(new Fix.Command(
                        text("import.fix", key.arn()), ImportedMaterial.importAgain(key), Optional.empty()));
            case USABLE, UNAVAILABLE, CHANGING, GONE, NOT_FOUND, UNREAD -> Optional.empty();
        };
    }

    /** The key, if its own side and the boundary let the role in, and a policy of the role is all that is missing. */
    private static Optional<KeyArn> allowable(AccessFacts facts, OldKey old) {
        return old.shown()
                .filter(_ -> BoundaryPolicy.refused(facts, old).isEmpty())
                .map(arn -> KeyAccessEvaluation.ofOldKey(facts, arn, old.policy()))
                .filter(gate -> LETS_IN.contains(gate.keySide()) && !gate.roleHasAllow())
                .map(KeyAccessEvaluation::key);
    }
}
