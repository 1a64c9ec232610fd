package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code key-state}: the key is enabled. */
public final class KeyUsable extends Check {
    public KeyUsable() {
        super(CheckId.KEY_STATE, Group.KEY, List.of("kms:DescribeKey"), EvidenceSets.KEY);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.key().flatMap(key -> state(key, facts.at()));
    }

    private Optional<CheckVerdict> state(CustomerKey key, Instant now) {
        var enable = "aws kms enable-key" + at(key);
        return switch (key.state().known()) {
            case ENABLED -> pass("pass");
            case DISABLED ->
                fail(
                        text("disabled"),
                        List.of(),
                        new Fix.Command(
                                text("disabled.fix"), enable, Optional.of(new AwsRequest.EnableKey(key.arn()))));
            case PENDING_DELETION ->
                fail(
                        Symptom.KEY_PENDING_DELETION,
                        key.deletionDate()
                                .map(date -> text("pendingDeletion", date, KeyDeletion.left(now, date)))
                                .orElseGet(() -> text("pendingDeletionSoon")),
                        List.of(),
                        cancelDeletion("pendingDeletion.fix", key, enable));
            case PENDING_REPLICA_DELETION ->
                fail(
                        Symptom.KEY_PENDING_REPLICA_DELETION,
                        text("pendingReplicaDeletion"),
                        List.of(),
                        cancelDeletion("pendingReplicaDeletion.fix", key, enable));
            case PENDING_IMPORT ->
                fail(
                        Symptom.KEY_WITHOUT_MATERIAL,
                        text("pendingImport"),
                        List.of(),
                        command(ImportedMaterial.importAgain(key), "pendingImport.fix"));
            case UNAVAILABLE ->
                fail(Symptom.KEY_STORE_UNAVAILABLE, text("unavailable"), List.of(), advice("unavailable.fix"));
            case CREATING, UPDATING ->
                cannotTell(
                        text("changing", key.state().text()),
                        List.of(),
                        button(Fix.Action.CHECK_AGAIN, "changing.fix"));
            case OTHER ->
                key.state().word().isEmpty()
                        ? cannotTell(text("notTold"), List.of(), button(Fix.Action.CHECK_AGAIN, "notTold.fix"))
                        : cannotTell(text("unknown", key.state().word()), List.of(), advice("unknown.fix"));
        };
    }

    /** KMS leaves a key disabled when its deletion is cancelled. */
    private Fix cancelDeletion(String fix, CustomerKey key, String enable) {
        return new Fix.Command(
                text(fix),
                "aws kms cancel-key-deletion" + at(key) + " && \\\n" + enable,
                Optional.of(new AwsRequest.CancelKeyDeletion(key.arn())));
    }

    static String at(CustomerKey key) {
        return at(key.arn());
    }

    static String at(KeyArn key) {
        return " --region " + AwsCommand.quote(key.region().id()) + " --key-id " + AwsCommand.quote(key.toString());
    }
}
