package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The access key that a project used before its role, as text.
 *
 * @param onCredentials whether the project still uses it
 * @param facts empty until someone has named an access key
 * @param says the state and the next step, in one sentence
 * @param next the one action that is due
 * @param also an alternative action
 */
public record AccessKeyCard(
        Optional<AccessKeyFacts> found,
        boolean onCredentials,
        List<Fact> facts,
        String says,
        Optional<RetireAct> next,
        Optional<RetireAct> also) {

    public AccessKeyCard {
        facts = List.copyOf(facts);
    }

    static AccessKeyCard of(ProjectSnapshot now, Optional<AccessKeyFacts> found, Messages messages) {
        boolean onCredentials =
                now.encryption().value().filter(e -> e.awsKms().onCredentials()).isPresent();
        var state = found.flatMap(f -> f.state().value());
        var next = onCredentials
                ? Optional.<RetireAct>empty()
                : state.flatMap(s -> switch (s) {
                    case ACTIVE -> Optional.of(RetireAct.DEACTIVATE);
                    case INACTIVE -> Optional.of(RetireAct.DELETE);
                    case GONE -> Optional.empty();
                });
        var also = state.filter(s -> s == AccessKeyState.INACTIVE).map(_ -> RetireAct.REACTIVATE);
        String says = onCredentials
                ? messages.get("oldKeys.access.onCredentials")
                : found.isEmpty()
                        ? messages.get("oldKeys.access.none")
                        : state.map(s -> messages.get("oldKeys.access." + s))
                                .orElse(messages.get("oldKeys.access.unknown"));
        return new AccessKeyCard(
                found, onCredentials, found.map(f -> facts(f, messages)).orElse(List.of()), says, next, also);
    }

    private static List<Fact> facts(AccessKeyFacts found, Messages messages) {
        var facts = new ArrayList<Fact>();
        facts.add(Fact.identifier(messages.get("oldKeys.access.id"), found.id()));
        found.userName().ifPresent(name -> facts.add(Fact.identifier(messages.get("oldKeys.access.user"), name)));
        facts.add(found.state()
                .problem()
                .map(problem -> Fact.unreadable(messages.get("oldKeys.access.state"), problem))
                .orElseGet(() -> Fact.status(
                        messages.get("oldKeys.access.state"),
                        badge(found, messages),
                        found.state().readAt())));
        facts.add(found.lastUse()
                .problem()
                .map(problem -> Fact.unreadable(messages.get("oldKeys.access.lastUse"), problem))
                .orElseGet(() -> Fact.plain(
                        messages.get("oldKeys.access.lastUse"),
                        found.lastUse()
                                .value()
                                .flatMap(u -> u)
                                .map(u -> messages.moment(u.at()) + " (" + u.operation() + ")")
                                .orElse(messages.get("oldKeys.fact.never")))));
        facts.add(Fact.plain(
                messages.get("oldKeys.access.switched"),
                found.switched().map(messages::moment).orElse(messages.get("oldKeys.access.notKnown"))));
        if (found.state().value().filter(s -> s == AccessKeyState.INACTIVE).isPresent()) {
            facts.add(Fact.plain(
                    messages.get("oldKeys.access.deactivated"),
                    found.deactivated().map(messages::moment).orElse(messages.get("oldKeys.access.notKnown"))));
        }
        return facts;
    }

    private static Badge badge(AccessKeyFacts found, Messages messages) {
        return found.state()
                .value()
                .map(state -> switch (state) {
                    case ACTIVE -> new Badge(Tone.CAUTION, "fth-key", messages.get("oldKeys.accessState.ACTIVE"));
                    case INACTIVE -> new Badge(Tone.NEUTRAL, "fth-pause", messages.get("oldKeys.accessState.INACTIVE"));
                    case GONE -> new Badge(Tone.OK, "fth-check", messages.get("oldKeys.accessState.GONE"));
                })
                .orElse(new Badge(Tone.NEUTRAL, "fth-help-circle", messages.get("oldKeys.access.notKnown")));
    }
}
