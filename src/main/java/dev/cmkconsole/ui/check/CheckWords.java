package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.OperatorPolicies;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.check.CheckOffer.Destination;
import dev.cmkconsole.ui.plan.DiffLine;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Converts check results to the page's texts. */
final class CheckWords {
    private static final Pattern SESSION = Pattern.compile("arn:([^:]+):sts::(\\d{12}):assumed-role/([^/]+)/.*");

    private final Messages messages;

    CheckWords(Messages messages) {
        this.messages = messages;
    }

    /**
     * The facts that the offers depend on, in addition to the answer.
     *
     * @param setUp where the project can get a role now; empty if it has one
     * @param about the project, for a text to send
     * @param undo what undoes the change that was made here for a check; empty where none was made
     */
    record Circumstances(
            ReadCommands commands,
            Optional<Destination> setUp,
            String about,
            Function<CheckId, Optional<AwsRequest>> undo) {}

    Badge badge(CheckOutcome word) {
        return badge(word, messages.get("check.word." + word));
    }

    private static Badge badge(CheckOutcome word, String said) {
        return switch (word) {
            case PASS -> new Badge(Tone.OK, "fth-check-circle", said);
            case FAIL -> new Badge(Tone.DANGER, "fth-alert-octagon", said);
            case CANNOT_TELL -> new Badge(Tone.CAUTION, "fth-help-circle", said);
            case WARN -> new Badge(Tone.CAUTION, "fth-bell", said);
        };
    }

    /** "2 pass". */
    Badge count(CheckOutcome word, long count) {
        return badge(word, messages.get("access.count." + word, count));
    }

    Badge waiting() {
        return new Badge(Tone.NEUTRAL, "fth-loader", messages.get("access.waiting"));
    }

    private String title(Group group) {
        return messages.get("check.group." + group);
    }

    CheckLine.Heading heading(Group group, List<Badge> counts, int passes, boolean open, boolean stale) {
        return new CheckLine.Heading(
                group,
                title(group),
                counts,
                passes,
                open,
                stale,
                passes == 0 ? "" : messages.get(open ? "access.fold" : "access.unfold"));
    }

    CheckLine.Answer line(CheckResult result, boolean stale) {
        return new CheckLine.Answer(
                result.id(),
                badge(result.verdict().outcome()),
                messages.say(result.question()),
                messages.say(result.reason()),
                stale);
    }

    CheckDetail.OfGroup detail(Group group, List<CheckLine.Answer> answers) {
        return new CheckDetail.OfGroup(title(group), messages.get("access.about." + group), answers);
    }

    CheckDetail.OfCheck detail(CheckResult result, Circumstances now) {
        var verdict = result.verdict();
        var offers = new ArrayList<CheckOffer>(
                verdict.fixes().stream().map(fix -> offer(result, fix, now)).toList());
        if (verdict.symptom() == Symptom.NOT_LOOKED_AT) {
            now.commands()
                    .of(result.calls())
                    .ifPresent(
                            command -> offers.add(new CheckOffer.Command(messages.get("access.elsewhere"), command)));
        }
        if (result.id() == CheckId.WHO_AM_I && verdict.outcome() == CheckOutcome.PASS) {
            offers.addAll(permissions(String.valueOf(verdict.reason().args().getFirst()), now.commands()));
        }
        now.undo().apply(result.id()).ifPresent(request -> {
            boolean deletes = ApplyFixPlanner.deletes(request);
            offers.add(new CheckOffer.Undo(
                    messages.get(deletes ? "access.createdHere" : "access.changedHere"),
                    messages.get(deletes ? "access.act.deletePolicy" : "access.putBack"),
                    result.id()));
        });
        return new CheckDetail.OfCheck(
                result.id(),
                badge(verdict.outcome()),
                messages.say(result.question()),
                messages.say(result.reason()),
                messages.get("access.means." + result.id()),
                offers,
                new CheckDetail.Grounds(
                        verdict.reasoning().stream().map(messages::say).toList(), result.calls()));
    }

    /**
     * Returns the minimum permissions for an operator, with the names of this project's key and role.
     *
     * @param caller the caller ARN from STS; a session counts as its role
     */
    private List<CheckOffer> permissions(String caller, ReadCommands about) {
        if (about.key().isEmpty() || about.role().isEmpty()) {
            return List.of();
        }
        var session = SESSION.matcher(caller);
        var operator = session.matches()
                ? "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3)
                : caller;
        String key = about.key().get().toString();
        String role = about.role().get().toString();
        return List.of(
                new CheckOffer.Document(
                        messages.get("access.permissions.read"),
                        messages.get("access.permissions.label"),
                        OperatorPolicies.reading(key, role, operator).raw()),
                new CheckOffer.Document(
                        messages.get("access.permissions.apply"),
                        messages.get("access.permissions.label"),
                        OperatorPolicies.applying(key, role, operator).raw()));
    }

    private CheckOffer offer(CheckResult result, Fix fix, Circumstances now) {
        String advice = messages.say(fix.advice());
        return switch (fix) {
            case Fix.PolicyChange change ->
                new CheckOffer.Change(
                        advice,
                        result.id(),
                        change.request(),
                        DiffLine.ofPolicies(change.before(), change.after()),
                        change.after(),
                        change.command());
            case Fix.Command(var _, var command, var request) ->
                request.<CheckOffer>map(r -> new CheckOffer.KeyStateChange(advice, verb(r), result.id(), r, command))
                        .orElseGet(() -> new CheckOffer.Command(advice, command));
            case Fix.Button button -> button(result, button, advice, now);
            case Fix.Advice _ when result.id() == CheckId.CLUSTER_TIER -> go(advice, Destination.CLUSTERS);
            case Fix.Advice _
            when result.id() == CheckId.KEY_ANSWERS && result.verdict().outcome() == CheckOutcome.FAIL ->
                go(advice, Destination.KEY);
            case Fix.Advice _
            when result.verdict().symptom() == Symptom.NOT_LOOKED_AT
                    && now.commands().of(result.calls()).isPresent() ->
                new CheckOffer.Send(
                        advice,
                        finding(result, advice, now) + "\n"
                                + now.commands().of(result.calls()).orElseThrow() + "\n");
            case Fix.Advice _ -> new CheckOffer.Send(advice, finding(result, advice, now));
        };
    }

    private String verb(AwsRequest request) {
        return messages.get(
                request instanceof AwsRequest.EnableKey ? "access.act.enable" : "access.act.cancelDeletion");
    }

    /** Chooses the sentence that matches the button's target for this project. */
    private CheckOffer.GoTo button(CheckResult result, Fix.Button button, String advice, Circumstances now) {
        boolean nothingNamed = result.verdict().symptom().withoutSubject();
        var to = destination(button.action(), now.setUp(), nothingNamed);
        if (nothingNamed) {
            return go(messages.get("access.nothingNamed." + to), to);
        }
        return go(
                button.action() == Fix.Action.AUTHORIZE_ROLE && to == Destination.AGAIN
                        ? messages.get("access.atlasTries")
                        : advice,
                to);
    }

    CheckOffer.GoTo go(String advice, Destination to) {
        return new CheckOffer.GoTo(advice, messages.get("access.go." + to), to);
    }

    /** A configured project has no path through Enable; Atlas retries its key automatically. */
    private static Destination destination(Fix.Action action, Optional<Destination> setUp, boolean nothingNamed) {
        return switch (action) {
            case CREATE_ACCESS_ROLE, AUTHORIZE_ROLE, ENABLE ->
                setUp.orElse(nothingNamed ? Destination.OTHER : Destination.AGAIN);
            case CONNECT_AWS, SIGN_IN -> Destination.SETTINGS;
            case PRIVATE_NETWORK -> Destination.PRIVATE_NETWORK;
            case ALERTS -> Destination.ALERTS;
            case CHECK_AGAIN, ROLE_FIRST -> Destination.AGAIN;
        };
    }

    private String finding(CheckResult result, String advice, Circumstances now) {
        var lines = new ArrayList<String>();
        lines.add(now.about());
        lines.add(messages.say(result.question()));
        lines.add(messages.say(result.verdict().reason()));
        result.verdict().reasoning().forEach(why -> lines.add("- " + messages.say(why)));
        lines.add("");
        lines.add(messages.say(Text.of("check.report.fix", advice)));
        return String.join("\n", lines) + "\n";
    }
}
