package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Shows the configuration that the switch starts from, and what depends on it. */
public final class FactsPageViewModel extends QuestionPage {
    private final SwitchFlow flow;
    private final Messages messages;
    private final ObservableList<Fact> facts = FXCollections.observableArrayList();
    private final StringProperty arn = new SimpleStringProperty(this, "arn", "");
    private final ReadOnlyStringWrapper arnError = new ReadOnlyStringWrapper(this, "arnError", "");
    private final boolean asks;
    private boolean asked;

    FactsPageViewModel(SwitchFlow flow) {
        super(
                "facts",
                flow.messages().get("switching.facts.name"),
                flow.messages().get("switching.facts.heading"),
                Buttons.question(flow.messages(), false));
        this.flow = flow;
        this.messages = flow.messages();
        asks = flow.presentKey().isEmpty();
        arn.addListener((_, _, _) -> arnError.set(""));
        facts.setAll(configured());
    }

    private List<Fact> configured() {
        var kms = flow.before();
        var list = new ArrayList<Fact>();
        kms.customerMasterKeyId()
                .ifPresent(id -> list.add(Fact.identifier(
                        messages.get("fact.key"),
                        flow.presentKey().map(KeyArn::toString).orElse(id))));
        flow.snapshot()
                .aws()
                .key()
                .value()
                .filter(k -> !k.aliases().isEmpty())
                .map(CustomerKey::aliases)
                .ifPresent(aliases -> list.add(Fact.plain(messages.get("fact.alias"), String.join(", ", aliases))));
        kms.region().ifPresent(r -> list.add(Fact.plain(messages.get("fact.region"), r.id())));
        kms.accessKeyId().ifPresent(id -> list.add(Fact.identifier(messages.get("switching.facts.accessKey"), id)));
        list.add(Fact.plain(messages.get("fact.valid"), KeyWords.line(flow.snapshot(), messages)));
        list.add(Fact.plain(
                messages.get("fact.clusters"),
                flow.snapshot()
                        .clusters()
                        .value()
                        .map(all -> all.stream()
                                .filter(Cluster::encrypted)
                                .map(Cluster::name)
                                .collect(Collectors.joining(", ")))
                        .map(names -> names.isEmpty()
                                ? messages.get("switching.facts.noClusters")
                                : messages.get("switching.facts.clusters", names))
                        .orElseGet(() -> messages.get("project.notRead"))));
        return list;
    }

    /** Returns whether the user must name the key. */
    public boolean asksForKey() {
        return asks;
    }

    private record Dependents(List<SnapshotKey> snapshots, Optional<KeyUse> use) {}

    @Override
    public void entered() {
        if (!asked) {
            read();
        }
    }

    /**
     * Reads the slower facts: backups of every encrypted cluster, and the last use of the access key. Unreadable facts
     * are omitted or marked.
     */
    public void read() {
        asked = true;
        var clusters = flow.snapshot().clusters().value().orElse(List.of()).stream()
                .filter(Cluster::encrypted)
                .toList();
        flow.tasks()
                .run(
                        () -> new Dependents(
                                clusters.stream()
                                        .flatMap(c -> flow
                                                .service()
                                                .snapshotKeys(flow.project().id(), c)
                                                .stream())
                                        .toList(),
                                accessKeyUse()),
                        found -> {
                            facts.setAll(configured());
                            facts.add(Fact.plain(
                                    messages.get("switching.facts.snapshots"),
                                    flow.snapshot().clusters().value().isPresent()
                                            ? said(found.snapshots())
                                            : messages.get("project.notRead")));
                            found.use()
                                    .ifPresent(use -> facts.add(Fact.plain(
                                            messages.get("switching.facts.accessKeyUsed"), messages.moment(use.at()))));
                        },
                        why -> {
                            facts.setAll(configured());
                            facts.add(Fact.unreadable(messages.get("switching.facts.snapshots"), why));
                        });
    }

    private Optional<KeyUse> accessKeyUse() {
        try {
            return flow.before().accessKeyId().flatMap(id -> flow.service().accessKeyLastUse(id));
        } catch (ServiceException e) {
            return Optional.empty();
        }
    }

    private String said(List<SnapshotKey> snapshots) {
        return snapshots.isEmpty()
                ? messages.get("switching.facts.noSnapshots")
                : messages.get(
                        "switching.facts.snapshotsOf",
                        snapshots.size(),
                        snapshots.stream()
                                .map(SnapshotKey::cluster)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ")));
    }

    @Override
    public void leave(Departure departure) {
        if (!asksForKey()) {
            departure.goOn();
            return;
        }
        if (arn.get().isBlank()) {
            arnError.set(messages.get("switching.facts.enterArn"));
            departure.stay();
            return;
        }
        try {
            var present = KeyArn.of(arn.get());
            if (flow.before().usesKey(present)) {
                flow.key(present);
                departure.goOn();
                return;
            }
            arnError.set(messages.get(
                    "switch.otherKey",
                    flow.before().customerMasterKeyId().orElse("?"),
                    flow.before().region().map(r -> r.id()).orElse("?"),
                    present.toString()));
        } catch (InputException e) {
            arnError.set(messages.say(e.text()));
        }
        departure.stay();
    }

    /** Copies the entries of the page that this one replaces. */
    void takeOver(FactsPageViewModel before) {
        arn.set(before.arn.get());
    }

    public ObservableList<Fact> facts() {
        return facts;
    }

    public StringProperty arnProperty() {
        return arn;
    }

    public ReadOnlyStringProperty arnErrorProperty() {
        return arnError.getReadOnlyProperty();
    }
}
