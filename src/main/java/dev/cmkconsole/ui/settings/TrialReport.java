package dev.cmkconsole.ui.settings;

import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.aws.AwsAddress;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.service.Identity;
import dev.cmkconsole.text.AwsAddressText;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result of a connection test, line by line: what works, what does not, and why. */
final class TrialReport {

    /**
     * One tested item.
     *
     * @param next the remedy; empty if it works
     */
    record TrialResult(Badge badge, String text, Optional<String> next) {}

    private final Messages messages;
    private final boolean awsWanted;
    private final List<TrialResult> lines = new ArrayList<>();

    private TrialReport(Messages messages, boolean awsWanted) {
        this.messages = messages;
        this.awsWanted = awsWanted;
    }

    /**
     * @param awsWanted whether the connection includes AWS
     */
    static List<TrialResult> of(Identity tried, boolean awsWanted, Messages messages) {
        var report = new TrialReport(messages, awsWanted);
        report.atlas(tried.atlas(), tried.organizations());
        report.aws(tried.aws());
        report.addresses(tried.addresses());
        return List.copyOf(report.lines);
    }

    private void atlas(Observed<SignedIn> signedIn, Observed<List<Organization>> organizations) {
        switch (signedIn) {
            case Observed.Known<SignedIn>(var who, var _) -> {
                good(messages.get("settings.trial.reachable"));
                good(messages.get("settings.trial.signedIn." + who.kind().name(), who.name()));
                organizations
                        .value()
                        .ifPresent(all -> good(messages.get(
                                "settings.trial.organizations",
                                all.stream().map(Organization::name).collect(Collectors.joining(", ")))));
                roles(who);
            }
            case Observed.Failed<SignedIn>(var problem, var _) -> {
                boolean answered = !(problem instanceof Problem.Unreachable || problem instanceof Problem.TimedOut);
                if (answered) {
                    good(messages.get("settings.trial.reachable"));
                }
                bad(Tone.DANGER, problem);
                unknown(messages.get("settings.trial.roles.unknown"));
            }
            case Observed.NotRead<SignedIn> _ -> unknown(messages.get("settings.trial.signedIn.unknown"));
        }
    }

    private void roles(SignedIn who) {
        var parts = new ArrayList<String>();
        who.organizationRoles().stream().sorted().forEach(parts::add);
        who.ownedProjects().ifPresent(owned -> parts.add(messages.get("settings.trial.owner", owned.size())));
        if (parts.isEmpty()) {
            unknown(messages.get("settings.trial.roles.perProject"));
        } else {
            good(messages.get("settings.trial.roles", String.join(", ", parts)));
        }
    }

    private void aws(Observed<AwsCaller> caller) {
        if (!awsWanted) {
            unknown(messages.get("settings.trial.aws.none"));
            return;
        }
        switch (caller) {
            case Observed.Known<AwsCaller>(var who, var _) -> {
                if (who.root()) {
                    lines.add(new TrialResult(
                            new Badge(Tone.DANGER, "fth-alert-octagon", messages.get("settings.trial.warning")),
                            messages.get("settings.trial.aws.root", who.account()),
                            Optional.of(messages.get("settings.trial.aws.root.next"))));
                } else {
                    good(messages.get("settings.trial.aws", who.arn()));
                }
            }
            case Observed.Failed<AwsCaller>(var problem, var _) -> bad(Tone.CAUTION, problem);
            case Observed.NotRead<AwsCaller> _ -> unknown(messages.get("settings.trial.aws.unknown"));
        }
    }

    private void addresses(List<AwsAddress> addresses) {
        for (var address : addresses) {
            lines.add(new TrialResult(
                    new Badge(Tone.CAUTION, "fth-info", messages.get("settings.trial.address")),
                    messages.get("settings.trial.aws.address", AwsAddressText.of(address, messages)),
                    Optional.empty()));
        }
    }

    private void good(String text) {
        lines.add(new TrialResult(
                new Badge(Tone.OK, "fth-check-circle", messages.get("settings.trial.works")), text, Optional.empty()));
    }

    private void unknown(String text) {
        lines.add(new TrialResult(
                new Badge(Tone.NEUTRAL, "fth-minus-circle", messages.get("settings.trial.open")),
                text,
                Optional.empty()));
    }

    private void bad(Tone tone, Problem problem) {
        var explanation = messages.explain(problem);
        lines.add(new TrialResult(
                new Badge(tone, "fth-alert-triangle", messages.get("settings.trial.fails")),
                explanation.what(),
                Optional.of(explanation.next())));
    }
}
