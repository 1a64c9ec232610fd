package dev.cmkconsole.ui.project;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.setup.RegionEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.preflight.organization.PolicyLine;
import dev.cmkconsole.preflight.organization.ProjectPolicies;
import dev.cmkconsole.procedure.access.UnusedRecords;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.view.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is known of a project's key, role, network and alerts, each with the tab where it is changed. */
final class OverviewFacts {
    private final Messages messages;
    private final ProjectSnapshot now;

    /**
     * Facts that belong together.
     *
     * @param tab id of the tab or section where they are changed
     * @param open text of the button that leads there
     */
    record Section(String title, List<Fact> facts, String tab, String open) {}

    OverviewFacts(Messages messages, ProjectSnapshot now) {
        this.messages = messages;
        this.now = now;
    }

    List<Section> sections() {
        var sections = new ArrayList<Section>();
        switch (now.encryption()) {
            case Observed.Failed<EncryptionAtRest>(var problem, var _) ->
                add(
                        sections,
                        "key",
                        Place.OfProject.OLD_KEYS,
                        facts -> facts.add(Fact.unreadable(messages.get("overview.encryption"), problem)));
            case Observed.NotRead<EncryptionAtRest> _ ->
                add(
                        sections,
                        "key",
                        Place.OfProject.OLD_KEYS,
                        facts -> facts.add(
                                Fact.plain(messages.get("overview.encryption"), messages.get("project.notRead"))));
            case Observed.Known<EncryptionAtRest>(var encryption, var at) -> encryption(encryption, at, sections);
        }
        add(sections, "alerts", Place.OfProject.ALERTS, this::alerts);
        add(sections, "organization", Place.OfProject.REQUIRED_KEYS, this::policies);
        return sections;
    }

    private void encryption(EncryptionAtRest encryption, Instant at, List<Section> sections) {
        var kms = encryption.awsKms();
        if (!kms.enabled()) {
            add(sections, "key", Place.OfProject.ENABLE, facts -> {
                facts.add(Fact.plain(messages.get("overview.encryption"), messages.get("overview.encryption.atlas")));
                otherProviders(encryption, facts);
            });
            add(sections, "access", Place.OfProject.CHECK, this::owner);
            return;
        }
        add(sections, "key", Place.OfProject.OLD_KEYS, facts -> {
            keyFacts(kms, facts);
            facts.add(Fact.status(
                    messages.get("overview.valid"), KeyWords.badge(now.state().key(), messages), Optional.of(at)));
            otherProviders(encryption, facts);
        });
        add(sections, "access", Place.OfProject.CHECK, facts -> {
            roleFacts(kms, facts);
            leftOver(facts);
            owner(facts);
        });
        add(sections, "network", Place.OfProject.PRIVATE_NETWORK, facts -> {
            facts.add(Fact.plain(
                    messages.get("overview.privateNetworking"),
                    kms.requirePrivateNetworking() ? endpoints() : messages.get("overview.public")));
            facts.add(Fact.plain(
                    messages.get("overview.searchNodes"),
                    messages.get(encryption.enabledForSearchNodes() ? "overview.yes" : "overview.no")));
        });
    }

    /** A section without a fact is left out. */
    private void add(List<Section> sections, String title, String tab, Consumer<List<Fact>> fill) {
        var facts = new ArrayList<Fact>();
        fill.accept(facts);
        if (!facts.isEmpty()) {
            String words = messages.get("overview.section." + title);
            sections.add(new Section(words, List.copyOf(facts), tab, open(tab)));
        }
    }

    /** The button has the name of the tab in the row. */
    private String open(String tab) {
        String title = switch (tab) {
            case Place.OfProject.ENABLE -> "enable.tab";
            case Place.OfProject.OLD_KEYS, Place.OfProject.REQUIRED_KEYS -> TabGroup.KEYS.titleKey();
            case Place.OfProject.CHECK -> TabGroup.ACCESS.titleKey();
            case Place.OfProject.ALERTS -> "overview.section.alerts";
            default -> TabGroup.NETWORK.titleKey();
        };
        return messages.get("overview.section.open", messages.get(title));
    }

    private void owner(List<Fact> facts) {
        now.projectOwner()
                .value()
                .ifPresent(owner -> facts.add(Fact.plain(
                        messages.get("overview.owner"), messages.get(owner ? "overview.yes" : "overview.owner.no"))));
    }

    private void alerts(List<Fact> facts) {
        switch (now.alerts()) {
            case Observed.Known<List<Alert>>(var open, var _) ->
                facts.add(Fact.plain(messages.get("overview.alerts"), count(open)));
            case Observed.Failed<List<Alert>>(var problem, var _) ->
                facts.add(Fact.unreadable(messages.get("overview.alerts"), problem));
            case Observed.NotRead<List<Alert>> _ -> {}
        }
    }

    private void policies(List<Fact> facts) {
        var name = messages.get("overview.policies");
        switch (ProjectPolicies.of(now)) {
            case Observed.Known<List<PolicyLine>>(var lines, var _) -> {
                lines.forEach(line -> facts.add(Fact.plain(name, messages.say(line.said()))));
                if (lines.isEmpty()) {
                    facts.add(Fact.plain(name, messages.get("organization.none")));
                }
            }
            case Observed.Failed<List<PolicyLine>>(var problem, var _) -> facts.add(Fact.unreadable(name, problem));
            case Observed.NotRead<List<PolicyLine>> _ -> {}
        }
    }

    private void otherProviders(EncryptionAtRest encryption, List<Fact> facts) {
        if (!encryption.otherProviders().isEmpty()) {
            facts.add(Fact.plain(
                    messages.get("overview.otherProviders"),
                    encryption.otherProviders().stream()
                            .map(Enum::name)
                            .sorted()
                            .collect(Collectors.joining(", "))));
        }
    }

    private String count(List<Alert> alerts) {
        long tracked = alerts.stream().filter(Alert::tracking).count();
        if (tracked > 0) {
            return messages.get("overview.alerts.tracked", alerts.size() - tracked, tracked);
        }
        return alerts.isEmpty() ? messages.get("overview.alerts.none") : String.valueOf(alerts.size());
    }

    /** Before the project uses a role, a record is the beginning of a setup, and the advice says so. */
    private void leftOver(List<Fact> facts) {
        if (now.configuredRole().isEmpty()) {
            return;
        }
        UnusedRecords.of(now, Optional.empty()).forEach(unused -> {
            facts.add(Fact.plain(
                    messages.get("overview.leftOver"),
                    messages.say(unused.what()) + " " + messages.say(unused.advice())));
            unused.commands().forEach(c -> facts.add(Fact.identifier(messages.say(c.label()), c.content())));
        });
    }

    /** Names every region whose endpoint is not active, where the endpoints were read. */
    private String endpoints() {
        var listed = now.setup().endpoints().value().orElse(List.of());
        var regions = new TreeSet<AwsRegion>();
        listed.forEach(e -> regions.add(AwsRegion.of(e.region())));
        now.clusters().value().orElse(List.of()).stream()
                .filter(c -> c.encrypted() && now.setup().endpoints().value().isPresent())
                .forEach(c -> regions.addAll(c.awsRegions()));
        var inactive = regions.stream()
                .map(r -> RegionEndpoint.of(r, listed))
                .filter(e -> !e.active())
                .map(e -> messages.say(e.text()))
                .collect(Collectors.joining(" "));
        return inactive.isEmpty()
                ? messages.get("overview.private")
                : messages.get("overview.private.inactive", inactive);
    }

    private void roleFacts(AwsKms kms, List<Fact> facts) {
        if (kms.onCredentials()) {
            facts.add(Fact.identifier(
                    messages.get("overview.accessKey"), kms.accessKeyId().orElseThrow()));
            return;
        }
        now.configuredRole()
                .flatMap(AccessRole::iamRoleArn)
                .ifPresentOrElse(
                        arn -> facts.add(Fact.identifier(messages.get("overview.role"), arn)),
                        () -> kms.roleId()
                                .ifPresent(id -> facts.add(now.roles()
                                        .problem()
                                        .map(p -> Fact.unreadable(messages.get("overview.role"), p))
                                        .orElseGet(() -> Fact.identifier(messages.get("overview.roleId"), id)))));
    }

    private void keyFacts(AwsKms kms, List<Fact> facts) {
        kms.customerMasterKeyId()
                .ifPresent(id -> facts.add(Fact.identifier(
                        messages.get("overview.key"),
                        kms.keyArn().map(KeyArn::toString).orElse(id))));
        kms.region().ifPresent(region -> facts.add(Fact.plain(messages.get("overview.region"), region.id())));
        switch (now.aws().key()) {
            case Observed.Known<CustomerKey>(var key, var at) -> {
                facts.add(Fact.plain(
                        messages.get("overview.alias"),
                        key.aliases().isEmpty()
                                ? messages.get("overview.alias.none")
                                : String.join(", ", key.aliases())));
                facts.add(Fact.status(messages.get("overview.keyState"), keyState(key), Optional.of(at)));
                key.rotation()
                        .ifPresent(how -> facts.add(Fact.plain(
                                messages.get("overview.rotation"),
                                messages.get(how.automatic() ? "overview.rotation.on" : "overview.rotation.off"))));
            }
            case Observed.Failed<CustomerKey>(var problem, var _) ->
                facts.add(Fact.unreadable(messages.get("overview.keyState"), problem));
            case Observed.NotRead<CustomerKey> _ -> {}
        }
    }

    private Badge keyState(CustomerKey key) {
        String state = messages.say(key.state().text());
        String said = key.deletionDate()
                .map(day -> messages.get("overview.keyState.deletion", state, messages.day(day)))
                .orElse(state);
        if (KeyStanding.untold(key)) {
            return new Badge(Tone.CAUTION, "fth-help-circle", said);
        }
        return KeyStanding.objection(key).isEmpty()
                ? new Badge(Tone.OK, "fth-check-circle", said)
                : new Badge(Tone.DANGER, "fth-alert-octagon", said);
    }
}
