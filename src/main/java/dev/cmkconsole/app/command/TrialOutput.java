package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.backup.TemporaryCluster;
import dev.cmkconsole.model.snapshot.KeyRecords.RestoreProof;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.need.RestoreProofs;
import dev.cmkconsole.preflight.need.RestoreProofs.ProofStanding;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints what was tried with a project's keys: restore proofs, and the clusters that interrupted ones left. */
final class TrialOutput {
    private final KeySurvey survey;
    private final Messages messages;

    TrialOutput(KeySurvey survey, Messages messages) {
        this.survey = survey;
        this.messages = messages;
    }

    Optional<String> of(UsedKey key) {
        return RestoreProofs.said(key, survey).map(messages::say);
    }

    Optional<String> ofAccessKey() {
        return accessKey().flatMap(RestoreProofs::text).map(messages::say);
    }

    private Optional<ProofStanding> accessKey() {
        return survey.accessKey().flatMap(facts -> facts.switched()).map(at -> RestoreProofs.before(at, survey));
    }

    List<String> left() {
        return temporary()
                .map(t -> messages.get(
                        "proof.left",
                        t.name(),
                        t.mark().orElseThrow().snapshot(),
                        t.mark().orElseThrow().cluster()))
                .toList();
    }

    private Stream<TemporaryCluster> temporary() {
        return survey.records().temporary().value().orElse(List.of()).stream()
                .filter(t -> t.mark().isPresent() && !t.deleting());
    }

    void put(UsedKey key, ObjectNode json) {
        put(RestoreProofs.of(key.id(), survey), json);
    }

    void putAccessKey(ObjectNode json) {
        accessKey().ifPresent(standing -> put(standing, json));
    }

    private static void put(ProofStanding standing, ObjectNode json) {
        var proof = json.putObject("restoreProof").put("standing", RestoreProofs.word(standing));
        switch (standing) {
            case ProofStanding.Proven(var given) -> put(given, proof);
            case ProofStanding.Outdated(var given, var newest) -> {
                put(given, proof);
                proof.put("newest", newest.snapshot());
            }
            case ProofStanding.Failed(var attempt) -> put(attempt, proof);
            case ProofStanding.Missing(var newest) -> proof.put("newest", newest.snapshot());
            case ProofStanding.NothingToProve _, ProofStanding.CannotTell _ -> {}
        }
    }

    private static void put(RestoreProof given, ObjectNode json) {
        json.put("snapshot", given.snapshot())
                .put("cluster", given.cluster())
                .put("at", given.at().toString())
                .put("by", given.by());
    }

    void putLeft(ObjectNode json) {
        var all = json.putArray("temporaryClusters");
        temporary().map(TemporaryCluster::name).forEach(all::add);
    }
}
