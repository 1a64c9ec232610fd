package dev.cmkconsole.preflight.need;

import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.need.OldKeys.Need;
import java.util.List;
import java.util.Optional;

/** Says what a key is still needed for. */
public final class KeyVerdictText {
    private static final int SHOWN = 8;

    private KeyVerdictText() {}

    public static Text need(Need need) {
        return switch (need) {
            case Need.Present _ -> Text.of("oldKey.need.present");
            case Need.OtherProject(var project) -> Text.of("oldKey.need.otherProject", project);
            case Need.Restoring(var cluster) -> Text.of("oldKey.need.restoring", cluster);
            case Need.Deploying(var cluster, var deployment) -> deploying("oldKey.need", cluster, deployment);
            case Need.SearchNodes(var cluster, var deployment) ->
                deploying("oldKey.need.searchNodes", cluster, deployment);
            case Need.Snapshot(var cluster, var snapshot, var named, var until) ->
                until.map(end -> Text.of("oldKey.need.snapshot." + named, cluster, snapshot, end))
                        .orElseGet(() -> Text.of("oldKey.need.snapshotOpen." + named, cluster, snapshot));
            case Need.Copies(var cluster, var until) ->
                until.map(end -> Text.of("oldKey.need.copies", cluster, end))
                        .orElseGet(() -> Text.of("oldKey.need.copiesOpen", cluster));
            case Need.PointInTime(var cluster, var until) ->
                until.map(end -> Text.of("oldKey.need.pointInTime", cluster, end))
                        .orElseGet(() -> Text.of("oldKey.need.pointInTimeOpen", cluster));
        };
    }

    private static Text deploying(String words, String cluster, KeyDeployment deployment) {
        return switch (deployment.kind()) {
            case PAUSED -> Text.of(words + ".paused", cluster);
            case UNPROVED ->
                deployment
                        .proofAt()
                        .map(at -> Text.of(words + ".unproved", cluster, at))
                        .orElseGet(() -> Text.of(words + ".unprovedOpen", cluster));
            case CHANGING, DEPLOYED, UNKNOWN -> Text.of(words + ".deploying", cluster);
        };
    }

    /** Why the key must be left alone; empty when the key is safe. */
    public static Optional<Text> refusal(KeyNeedVerdict verdict) {
        return switch (verdict) {
            case KeyNeedVerdict.Safe _ -> Optional.empty();
            case KeyNeedVerdict.Needed(var needs, var safeFrom) ->
                Optional.of(safeFrom.map(day -> Text.of("oldKey.neededUntil", list(needs), day))
                        .orElseGet(() -> Text.of("oldKey.needed", list(needs))));
            case KeyNeedVerdict.CannotTell(var unread) ->
                Optional.of(Text.of(
                        "oldKey.cannotTell",
                        joined(unread.stream().map(KeyVerdictText::unread).toList())));
        };
    }

    public static Text unread(OldKeys.UnreadEvidence part) {
        return Text.of("oldKey.unread." + part);
    }

    public static Text doubt(KeyDoubt doubt) {
        return switch (doubt) {
            case KeyDoubt.UsedLately(var use) -> Text.of("oldKey.usedLately", use.at(), use.operation());
            case KeyDoubt.UseUnread(var code) -> Text.of("oldKey.useUnknown", code);
            case KeyDoubt.StateUnread(var code) -> Text.of("oldKey.keyUnread", code);
        };
    }

    private static Text list(List<Need> needs) {
        var shown = joined(needs.stream().limit(SHOWN).map(KeyVerdictText::need).toList());
        return needs.size() <= SHOWN ? shown : Text.of("oldKey.andMore", shown, needs.size() - SHOWN);
    }

    private static Text joined(List<Text> texts) {
        return texts.stream().reduce((a, b) -> Text.of("oldKey.and", a, b)).orElse(Text.of("oldKey.nothing"));
    }
}
