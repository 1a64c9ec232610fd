package dev.cmkconsole.ui.project;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.procedure.access.UnusedRecords;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.plan.TerraformFolder;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.CloudRegions;
import dev.cmkconsole.ui.view.ClusterBadges;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.view.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The known facts of a project as text, and the next sensible step. */
public final class OverviewViewModel {

    /**
     * @param verb text of the primary button; empty if nothing is left to do here
     */
    public record Advice(Tone tone, String heading, String text, Optional<String> verb) {}

    public record ClusterLine(String name, String kind, Badge badge) {}

    public record Overview(
            Advice advice,
            List<Fact> facts,
            List<ClusterLine> clusters,
            Optional<Fact> clustersProblem,
            List<String> alerts,
            boolean keyConfigured) {}

    private final ProjectContext context;
    private final Messages messages;
    private final ReadOnlyObjectWrapper<Overview> overview = new ReadOnlyObjectWrapper<>();

    public OverviewViewModel(ProjectContext context) {
        this.context = context;
        this.messages = context.frame().messages();
        overview.bind(context.snapshot().map(this::overview));
    }

    private Overview overview(ProjectSnapshot now) {
        var clusters = now.clusters().value().orElse(List.of()).stream()
                .map(cluster -> line(cluster, now.state().key()))
                .toList();
        var alerts =
                now.alerts().value().orElse(List.of()).stream().map(this::alert).toList();
        return new Overview(
                advice(now),
                facts(now),
                clusters,
                now.clusters().problem().map(p -> Fact.unreadable(messages.get("overview.clusters"), p)),
                alerts,
                now.encryption().value().filter(e -> e.awsKms().enabled()).isPresent());
    }

    private Advice advice(ProjectSnapshot now) {
        var next = next(now);
        String key = next.map(n -> "overview.advice." + n.advice())
                .orElse(now.posture()
                        .map(p -> "overview.advice.none." + p.name())
                        .orElse("overview.advice.unknown"));
        Tone tone = now.posture()
                .map(p -> switch (p) {
                    case KEY_INVALID -> now.state().waitsForAtlas() ? Tone.CAUTION : Tone.DANGER;
                    case ON_CREDENTIALS, KEY_IN_DOUBT -> Tone.CAUTION;
                    case ROLE_BASED -> next.isEmpty() ? Tone.OK : Tone.INFO;
                    case NOT_SET_UP, OTHER_PROVIDER -> Tone.INFO;
                })
                .orElse(Tone.CAUTION);
        var verb = next.map(n -> messages.get("overview.verb." + n.advice()));
        return new Advice(
                tone,
                messages.get(key),
                messages.get(
                        key + ".text",
                        now.encryptedClusters(),
                        now.eligibleClusters(),
                        now.project().name(),
                        now.clusters(Cluster.Coverage.CHANGING),
                        KeyWords.reasons(now.state().key(), messages),
                        now.state().findings().size()),
                verb);
    }

    private Optional<NextStep> next(ProjectSnapshot now) {
        return NextStep.of(now, context.service().procedures());
    }

    /** Runs the action of the primary button. */
    public void doNext() {
        context.now().flatMap(this::next).ifPresent(n -> context.showTab(n.tab()));
    }

    /** Writes the project as it is as a Terraform configuration. */
    public void exportTerraform() {
        new TerraformFolder(context.frame()).save(() -> context.service().terraform(context.projectId()));
    }

    /** Leads to the encryption of search nodes. */
    public void openSearchNodes() {
        context.showTab(Place.OfProject.SEARCH_NODES);
    }

    /** Leads to turning the project's own key off. */
    public void openDisable() {
        context.showTab(Place.OfProject.DISABLE);
    }

    public void showHistory() {
        context.frame().navigator().showHistoryOfProject(context.projectId());
    }

    private List<Fact> facts(ProjectSnapshot now) {
        var facts = new ArrayList<Fact>();
        switch (now.encryption()) {
            case Observed.Failed<EncryptionAtRest>(var problem, var _) ->
                facts.add(Fact.unreadable(messages.get("overview.encryption"), problem));
            case Observed.NotRead<EncryptionAtRest> _ ->
                facts.add(Fact.plain(messages.get("overview.encryption"), messages.get("project.notRead")));
            case Observed.Known<EncryptionAtRest>(var encryption, var at) ->
                encryptionFacts(now, encryption, at, facts);
        }
        leftOver(now, facts);
        now.projectOwner()
                .value()
                .ifPresent(owner -> facts.add(Fact.plain(
                        messages.get("overview.owner"), messages.get(owner ? "overview.yes" : "overview.owner.no"))));
        switch (now.alerts()) {
            case Observed.Known<List<Alert>>(var open, var _) ->
                facts.add(Fact.plain(messages.get("overview.alerts"), count(open)));
            case Observed.Failed<List<Alert>>(var problem, var _) ->
                facts.add(Fact.unreadable(messages.get("overview.alerts"), problem));
            case Observed.NotRead<List<Alert>> _ -> {}
        }
        return facts;
    }

    private String count(List<Alert> alerts) {
        long tracked = alerts.stream().filter(Alert::tracking).count();
        if (tracked > 0) {
            return messages.get("overview.alerts.tracked", alerts.size() - tracked, tracked);
        }
        return alerts.isEmpty() ? messages.get("overview.alerts.none") : String.valueOf(alerts.size());
    }

    /** Before the project uses a role, a record is the beginning of a setup, and the advice says so. */
    private void leftOver(ProjectSnapshot now, List<Fact> facts) {
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

    private void encryptionFacts(ProjectSnapshot now, EncryptionAtRest encryption, Instant at, List<Fact> facts) {
        var kms = encryption.awsKms();
        if (kms.enabled()) {
            roleFacts(now, kms, facts);
            keyFacts(now, kms, facts);
            facts.add(Fact.status(
                    messages.get("overview.valid"), KeyWords.badge(now.state().key(), messages), Optional.of(at)));
            facts.add(Fact.plain(
                    messages.get("overview.searchNodes"),
                    messages.get(encryption.enabledForSearchNodes() ? "overview.yes" : "overview.no")));
            facts.add(Fact.plain(
                    messages.get("overview.privateNetworking"),
                    messages.get(kms.requirePrivateNetworking() ? "overview.private" : "overview.public")));
        } else {
            facts.add(Fact.plain(messages.get("overview.encryption"), messages.get("overview.encryption.atlas")));
        }
        if (!encryption.otherProviders().isEmpty()) {
            facts.add(Fact.plain(
                    messages.get("overview.otherProviders"),
                    encryption.otherProviders().stream()
                            .map(Enum::name)
                            .sorted()
                            .collect(Collectors.joining(", "))));
        }
    }

    private void roleFacts(ProjectSnapshot now, AwsKms kms, List<Fact> facts) {
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

    private void keyFacts(ProjectSnapshot now, AwsKms kms, List<Fact> facts) {
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
                facts.add(Fact.status(
                        messages.get("overview.keyState"),
                        new Badge(
                                key.unusable().isEmpty() ? Tone.OK : Tone.DANGER,
                                key.unusable().isEmpty() ? "fth-check-circle" : "fth-alert-octagon",
                                key.deletionDate()
                                        .map(day -> messages.get(
                                                "overview.keyState.deletion",
                                                messages.say(key.state().text()),
                                                messages.day(day)))
                                        .orElseGet(
                                                () -> messages.say(key.state().text()))),
                        Optional.of(at)));
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

    private ClusterLine line(Cluster cluster, KeyStanding key) {
        String kind = cluster.kind() == Cluster.TierKind.DEDICATED && cluster.shards() > 1
                ? messages.get("overview.cluster.sharded", cluster.instanceSize(), cluster.shards())
                : cluster.kind() == Cluster.TierKind.DEDICATED
                        ? cluster.instanceSize()
                        : messages.get("overview.cluster." + cluster.kind().name());
        var where = CloudRegions.of(cluster);
        return new ClusterLine(cluster.name(), where.isEmpty() ? kind : kind + ", " + where, badge(cluster, key));
    }

    private Badge badge(Cluster cluster, KeyStanding key) {
        return switch (cluster.coverage()) {
            case ENCRYPTED -> ClusterBadges.encrypted(key, messages);
            case CHANGING ->
                new Badge(
                        Tone.INFO,
                        "fth-clock",
                        messages.get(
                                "overview.cluster.encryptedBusy",
                                messages.say(cluster.status().text())));
            case OPEN, OTHER_PROVIDER, NOT_POSSIBLE -> withoutKey(cluster);
        };
    }

    private Badge withoutKey(Cluster cluster) {
        return cluster.obstacle()
                .map(o -> new Badge(
                        Tone.NEUTRAL, "fth-minus-circle", messages.get("overview.cluster.obstacle." + o.name())))
                .orElseGet(() -> new Badge(Tone.CAUTION, "fth-unlock", messages.get("overview.cluster.open")));
    }

    private String alert(Alert alert) {
        return messages.get(
                alert.tracking() ? "overview.alert.tracking" : "overview.alert",
                messages.say(alert.text()),
                messages.moment(alert.created()));
    }

    public ReadOnlyObjectProperty<Overview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }
}
