package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.model.state.ReplicaStanding;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.facts.Replica;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code key-replicas}: every region whose nodes reach AWS KMS through their own endpoint has an enabled replica of the
 * key, and the role may use it. The question arises only where private networking is required.
 */
public final class ReplicasUsable extends Check {
    public ReplicasUsable() {
        super(
                CheckId.KEY_REPLICAS,
                Group.KEY,
                List.of("kms:DescribeKey", "kms:GetKeyPolicy", "iam:SimulatePrincipalPolicy"),
                EvidenceSets.plus(EvidenceSets.GATE, Evidence.CLUSTERS, Evidence.REPLICAS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var kms = facts.configuration().filter(AwsKms::requirePrivateNetworking);
        if (kms.isEmpty() || facts.keyArn().isEmpty()) {
            return Optional.empty();
        }
        if (facts.known(Evidence.CLUSTERS).isEmpty()) {
            return unread(facts, Evidence.CLUSTERS);
        }
        var needed = ReplicaStanding.regions(
                kms.get(), facts.known(Evidence.CLUSTERS).get());
        var key = facts.keyArn().get();
        if (needed.isEmpty()) {
            return pass("none");
        }
        if (!key.multiRegion()) {
            return cannotTell(text("oneRegion", key.region().id(), named(needed)), List.of(), advice("oneRegion.fix"));
        }
        return facts.known(Evidence.REPLICAS)
                .map(read -> judged(facts, needed, read))
                .orElseGet(() -> unread(facts, Evidence.REPLICAS));
    }

    private Optional<CheckVerdict> judged(AccessFacts facts, Set<AwsRegion> needed, Map<AwsRegion, Replica> read) {
        var replicas = needed.stream()
                .flatMap(region -> Optional.ofNullable(read.get(region)).stream())
                .map(replica -> new Judged(replica, ReplicaStanding.of(replica.key()), allowed(facts, replica)))
                .toList();
        var lines = replicas.stream().map(Judged::said).toList();
        var refusing = replicas.stream().filter(r -> r.standing.refuses()).toList();
        if (!refusing.isEmpty()) {
            return refused(facts, refusing, lines);
        }
        var denied = replicas.stream().filter(r -> r.allowed == Truth.FALSE).toList();
        if (!denied.isEmpty()) {
            return fail(Symptom.DENIED, text("denied", regions(denied)), lines, complete(facts, denied));
        }
        var open = replicas.stream().filter(r -> !r.usable().isTrue()).toList();
        return open.isEmpty()
                ? pass(text("pass", regions(replicas)), lines)
                : cannotTell(text("open", regions(open)), lines, button(Fix.Action.CHECK_AGAIN, "open.fix"));
    }

    private Optional<CheckVerdict> refused(AccessFacts facts, List<Judged> refusing, List<Text> lines) {
        var first = KeyDeletion.first(refusing.stream().map(Judged::standing).toList());
        if (first.isPresent()) {
            return fail(
                    Symptom.KEY_PENDING_DELETION,
                    first.get().said(facts.at()),
                    lines,
                    cancelDeletion(first.get().key()));
        }
        var unusable = refusing.stream()
                .filter(r -> r.standing.word() == ReplicaStanding.Word.UNUSABLE)
                .toList();
        if (unusable.isEmpty()) {
            return fail(Symptom.KEY_MISSING, text("missing", regions(refusing)), lines, complete(facts, refusing));
        }
        return fail(text("unusable", regions(unusable)), lines, enabling(unusable.getFirst()));
    }

    private static Truth allowed(AccessFacts facts, Replica replica) {
        if (facts.onCredentials() || facts.roleArn().isEmpty()) {
            return Truth.UNKNOWN;
        }
        return RoleUse.of(facts, replica.key().arn(), replica.key().policy(), replica.simulation());
    }

    /** The plan that brings the replicas also lets the role use them. */
    private Fix complete(AccessFacts facts, List<Judged> some) {
        return button(Fix.Action.PRIVATE_NETWORK, "complete.fix", facts.projectId(), regions(some));
    }

    private Fix cancelDeletion(KeyArn key) {
        return new Fix.Command(
                text("cancel.fix", key.region().id()),
                "aws kms cancel-key-deletion" + KeyUsable.at(key) + " && \\\n" + enable(key),
                Optional.of(new AwsRequest.CancelKeyDeletion(key)));
    }

    private Fix enabling(Judged unusable) {
        var arn = unusable.replica.key().arn();
        boolean disabled = unusable.replica
                .key()
                .key()
                .value()
                .filter(k -> k.state().disabled())
                .isPresent();
        return disabled
                ? new Fix.Command(
                        text("enable.fix", arn.region().id()), enable(arn), Optional.of(new AwsRequest.EnableKey(arn)))
                : advice("unusable.fix", arn.region().id());
    }

    private static String enable(KeyArn key) {
        return "aws kms enable-key" + KeyUsable.at(key);
    }

    private static String regions(Collection<Judged> some) {
        return named(some.stream().map(r -> r.standing.region()).toList());
    }

    private static String named(Collection<AwsRegion> regions) {
        return String.join(",", regions.stream().map(AwsRegion::id).toList());
    }

    /**
     * One region with both answers.
     *
     * @param allowed whether the role may use the replica
     */
    private record Judged(Replica replica, ReplicaStanding standing, Truth allowed) {
        Truth usable() {
            return switch (standing.word()) {
                case USABLE -> allowed;
                case CHANGING, UNREAD -> Truth.UNKNOWN;
                case MISSING, PENDING_DELETION, UNUSABLE -> Truth.FALSE;
            };
        }

        Text said() {
            return standing.word() == ReplicaStanding.Word.USABLE
                    ? Text.of(
                            "check.key-replicas.role." + allowed,
                            standing.region().id())
                    : standing.said();
        }
    }
}
