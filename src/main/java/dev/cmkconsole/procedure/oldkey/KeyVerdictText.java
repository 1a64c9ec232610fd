package dev.cmkconsole.procedure.oldkey;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.oldkey.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.procedure.oldkey.OldKeys.Need;
import java.util.List;
import java.util.Optional;

/** Says what a key is still needed for. */
public final class KeyVerdictText {
    private static final int SHOWN = 8;

    private KeyVerdictText() {}

    public static Text need(Need need) {
        return switch (need) {
            case Need.Present _ -> Text.of("oldKey.need.present");
            case Need.Deploying(var cluster) -> Text.of("oldKey.need.deploying", cluster);
            case Need.Snapshot(var cluster, var snapshot, var certain, var until) ->
                until.map(end -> Text.of(
                                certain ? "oldKey.need.snapshot" : "oldKey.need.perhaps", cluster, snapshot, end))
                        .orElseGet(() -> Text.of(
                                certain ? "oldKey.need.snapshotOpen" : "oldKey.need.perhapsOpen", cluster, snapshot));
            case Need.PointInTime(var cluster, var until) ->
                until.map(end -> Text.of("oldKey.need.pointInTime", cluster, end))
                        .orElseGet(() -> Text.of("oldKey.need.pointInTimeOpen", cluster));
        };
    }

    /** Why the key must be left alone; empty when the key is safe. */
    static Optional<Text> refusal(KeyNeedVerdict verdict) {
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

    private static Text list(List<Need> needs) {
        var shown = joined(needs.stream().limit(SHOWN).map(KeyVerdictText::need).toList());
        return needs.size() <= SHOWN ? shown : Text.of("oldKey.andMore", shown, needs.size() - SHOWN);
    }

    private static Text joined(List<Text> texts) {
        return texts.stream().reduce((a, b) -> Text.of("oldKey.and", a, b)).orElse(Text.of("oldKey.nothing"));
    }
}
