package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.preflight.need.KeySafety;
import dev.cmkconsole.preflight.need.KeyVerdictWord;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.need.RestoreProofs;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One key as text.
 *
 * @param name its alias, or its id if no alias is known
 * @param state the key's state in KMS, in words
 */
public record OldKeyRow(UsedKey key, String name, String state, Need need, List<Fact> facts, Acts acts) {

    /**
     * Whether something still needs the key.
     *
     * @param badge the verdict
     * @param safe when its removal becomes safe, or a text in place of a date
     * @param reasons the users of the key, one sentence each
     */
    public record Need(Badge badge, String safe, List<String> reasons) {
        public Need {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The actions on the key.
     *
     * @param next the one action that is due; empty if there is none
     * @param also an alternative action
     * @param provable whether a snapshot names the key, so that a restore of it can be proved
     * @param notYet why the other actions are not offered, one sentence each
     */
    public record Acts(Optional<OldKeyAct> next, Optional<OldKeyAct> also, boolean provable, List<String> notYet) {
        public Acts {
            notYet = List.copyOf(notYet);
        }
    }

    public OldKeyRow {
        facts = List.copyOf(facts);
    }

    Badge badge() {
        return need.badge();
    }

    String safe() {
        return need.safe();
    }

    Optional<OldKeyAct> next() {
        return acts.next();
    }

    Optional<OldKeyAct> also() {
        return acts.also();
    }

    static OldKeyRow of(UsedKey key, ProjectSnapshot now, Messages messages) {
        String id = key.arn().map(Object::toString).orElse(key.name());
        var safety = KeySafety.of(key, OldKeys.evidence(now));
        var state = key.kms().value().map(CustomerKey::state);
        var next = next(key, safety.need(), state);
        return new OldKeyRow(
                key,
                key.alias().map(alias -> alias.replaceFirst("^alias/", "")).orElse(key.id()),
                state.map(s -> messages.say(s.text())).orElseGet(() -> messages.get("oldKeys.state.unknown")),
                new Need(badge(safety, messages), safe(safety, messages), needs(safety, now, messages)),
                facts(key, id, messages),
                new Acts(next, also(next), provable(key, now), notYet(safety, state, next, messages)));
    }

    private static Badge badge(KeySafety safety, Messages messages) {
        var word = safety.word();
        String text = messages.get("oldKey.verdict." + word.word());
        return switch (word) {
            case PRESENT -> new Badge(Tone.INFO, "fth-lock", text);
            case NEEDED -> new Badge(Tone.CAUTION, "fth-archive", text);
            case SAFE -> new Badge(Tone.OK, "fth-check-circle", text);
            case CANNOT_TELL -> new Badge(Tone.NEUTRAL, "fth-help-circle", text);
            case DELETED -> new Badge(Tone.NEUTRAL, "fth-trash-2", text);
            case LOST -> new Badge(Tone.DANGER, "fth-alert-octagon", text);
        };
    }

    private static String safe(KeySafety safety, Messages messages) {
        return switch (safety.need()) {
            case KeyNeedVerdict.Safe _ when safety.onlyDoubted() -> messages.get("oldKeys.safe.open");
            case KeyNeedVerdict.Safe _ ->
                safety.word() == KeyVerdictWord.DELETED ? "" : messages.get("oldKeys.safe.now");
            case KeyNeedVerdict.Needed(var _, var day) ->
                safety.key().configured()
                        ? messages.get("oldKeys.safe.inUse")
                        : day.map(messages::day).orElse(messages.get("oldKeys.safe.open"));
            case KeyNeedVerdict.CannotTell _ -> messages.get("oldKeys.safe.open");
        };
    }

    private static List<String> needs(KeySafety safety, ProjectSnapshot now, Messages messages) {
        var reasons = new ArrayList<String>();
        if (safety.need() instanceof KeyNeedVerdict.Safe) {
            reasons.add(messages.get("oldKeys.nothingNeedsIt"));
        }
        safety.reasons().forEach(reason -> reasons.add(messages.say(reason)));
        now.survey()
                .value()
                .flatMap(survey -> RestoreProofs.said(safety.key(), survey))
                .ifPresent(proof -> reasons.add(messages.say(proof)));
        return reasons;
    }

    private static List<Fact> facts(UsedKey key, String id, Messages messages) {
        var facts = new ArrayList<Fact>();
        facts.add(Fact.identifier(messages.get("oldKeys.fact.key"), id));
        key.kms()
                .problem()
                .ifPresentOrElse(
                        problem -> facts.add(Fact.unreadable(messages.get("oldKeys.fact.kms"), problem)),
                        () -> key.kms()
                                .value()
                                .flatMap(CustomerKey::deletionDate)
                                .ifPresent(day -> facts.add(
                                        Fact.plain(messages.get("oldKeys.fact.deletion"), messages.moment(day)))));
        facts.add(key.lastUse()
                .problem()
                .map(problem -> Fact.unreadable(messages.get("oldKeys.fact.lastUse"), problem))
                .orElseGet(() -> Fact.plain(
                        messages.get("oldKeys.fact.lastUse"),
                        key.lastUse()
                                .value()
                                .flatMap(u -> u)
                                .map(u -> messages.moment(u.at()) + " (" + u.operation() + ")")
                                .orElse(messages.get("oldKeys.fact.never")))));
        facts.add(Fact.plain(
                messages.get("oldKeys.fact.seen"),
                String.join(
                        ", ",
                        key.seen().stream()
                                .sorted()
                                .map(seen -> messages.get("oldKeys.seen." + seen))
                                .toList())));
        return facts;
    }

    /** Suggests making a needed key usable again, and removing a safe key one action at a time. */
    private static Optional<OldKeyAct> next(UsedKey key, KeyNeedVerdict verdict, Optional<KeyState> state) {
        if (key.arn().isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        boolean safe = verdict instanceof KeyNeedVerdict.Safe;
        return switch (state.get().known()) {
            case PENDING_DELETION, PENDING_REPLICA_DELETION -> Optional.of(OldKeyAct.CANCEL_DELETION);
            case DISABLED -> Optional.of(safe ? OldKeyAct.SCHEDULE_DELETION : OldKeyAct.ENABLE);
            case ENABLED ->
                !safe
                        ? Optional.empty()
                        : Optional.of(key.seen().contains(Seen.ROLE_POLICY) ? OldKeyAct.TAKE_OUT : OldKeyAct.DISABLE);
            case CREATING, UPDATING, PENDING_IMPORT, UNAVAILABLE, OTHER -> Optional.empty();
        };
    }

    private static boolean provable(UsedKey key, ProjectSnapshot now) {
        return key.arn().isPresent()
                && now.survey()
                        .value()
                        .flatMap(survey -> survey.backups().value())
                        .filter(all -> !RestoreProofs.naming(key.id(), all).isEmpty())
                        .isPresent();
    }

    private static Optional<OldKeyAct> also(Optional<OldKeyAct> next) {
        return next.flatMap(act -> switch (act) {
            case SCHEDULE_DELETION -> Optional.of(OldKeyAct.ENABLE);
            case TAKE_OUT -> Optional.of(OldKeyAct.DISABLE);
            case DISABLE, ENABLE, CANCEL_DELETION -> Optional.empty();
        });
    }

    private static List<String> notYet(
            KeySafety safety, Optional<KeyState> state, Optional<OldKeyAct> next, Messages messages) {
        var lines = new ArrayList<String>();
        if (safety.key().configured()) {
            lines.add(messages.get("oldKeys.notYet.inUse"));
        } else if (state.isEmpty()) {
            lines.add(messages.get("oldKeys.notYet.unseen"));
        } else if (safety.need() instanceof KeyNeedVerdict.Needed) {
            lines.add(messages.get("oldKeys.notYet.needed"));
        } else if (safety.need() instanceof KeyNeedVerdict.CannotTell) {
            lines.add(messages.get("oldKeys.notYet.cannotTell"));
        } else if (safety.onlyDoubted()) {
            lines.add(messages.get("oldKeys.notYet.doubted"));
        }
        next.ifPresent(act -> lines.add(messages.get("oldKeys.order." + act)));
        return lines;
    }

    /** Returns the row as text for Ctrl/Cmd+C. */
    public String asText() {
        return String.join(
                        "\t", badge().word(), key.arn().map(Object::toString).orElse(key.name()), name, state, safe())
                + "\n" + String.join("\n", need.reasons());
    }
}
