package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Proves the switch: the current answer of Atlas, and whether the key was used since. */
public final class ProofPageViewModel extends QuestionPage {
    private final SwitchFlow flow;
    private final Messages messages;
    private final ObservableList<Fact> facts = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper(this, "looking");
    private RunViewModel run;
    private Instant since;
    private Optional<Instant> lastBefore = Optional.empty();

    ProofPageViewModel(SwitchFlow flow) {
        super(
                "proof",
                flow.messages().get("switching.proof.name"),
                flow.messages().get("switching.proof.heading", flow.project().name()),
                new Footer(
                        flow.messages().get("switching.proof.next"),
                        false,
                        false,
                        flow.messages().get("wizard.close"),
                        ""));
        this.flow = flow;
        this.messages = flow.messages();
    }

    /**
     * @param begun when the run was confirmed
     * @param used last use of the key that AWS reported before the run
     */
    void show(RunViewModel ended, Instant begun, Optional<Instant> used) {
        lastBefore = used;
        run = ended;
        since = begun;
        facts.setAll(facts(ended.result().now()));
        look();
    }

    private List<Fact> facts(ProjectSnapshot now) {
        var list = new ArrayList<Fact>();
        var kms = now.encryption().value().map(e -> e.awsKms()).orElse(AwsKms.OFF);
        now.configuredRole()
                .flatMap(AccessRole::iamRoleArn)
                .ifPresent(arn -> list.add(Fact.identifier(messages.get("fact.role"), arn)));
        list.add(same(
                "fact.key",
                kms.customerMasterKeyId().equals(flow.before().customerMasterKeyId()),
                kms.customerMasterKeyId().orElse("?")));
        list.add(same(
                "fact.region",
                kms.region().equals(flow.before().region()),
                kms.region().map(r -> r.id()).orElse("?")));
        list.add(Fact.status(
                messages.get("fact.valid"), KeyWords.badge(now.state().key(), messages), Optional.of(now.at())));
        list.add(clusters(now, messages));
        return list;
    }

    /** Clusters that could not be read are not said to be well. */
    static Fact clusters(ProjectSnapshot now, Messages messages) {
        String name = messages.get("fact.clusters");
        return now.clusters()
                .value()
                .map(all -> Fact.status(name, standing(all, messages), Optional.of(now.at())))
                .or(() -> now.clusters().problem().map(p -> Fact.unreadable(name, p)))
                .orElseGet(() -> Fact.plain(name, messages.get("project.notRead")));
    }

    private static Badge standing(List<Cluster> all, Messages messages) {
        var encrypted = all.stream().filter(Cluster::encrypted).toList();
        var busy = encrypted.stream()
                .filter(c -> !c.idle() && !c.paused())
                .map(Cluster::name)
                .collect(Collectors.joining(", "));
        return busy.isEmpty()
                ? new Badge(Tone.OK, "fth-check-circle", messages.get("switching.proof.healthy", encrypted.size()))
                : new Badge(Tone.CAUTION, "fth-alert-triangle", messages.get("switching.proof.busy", busy));
    }

    private Fact same(String name, boolean same, String value) {
        return Fact.plain(
                messages.get(name), messages.get(same ? "switching.proof.same" : "switching.proof.changed", value));
    }

    /**
     * Asks AWS for the key's last use. AWS sometimes reports it late, and never reports the caller, so missing data is
     * not shown as proof.
     */
    public void look() {
        var key = flow.presentKey();
        if (key.isEmpty()) {
            used(Fact.status(
                    messages.get("switching.proof.used"),
                    doubt(messages.get("switching.proof.usedNoKey")),
                    Optional.empty()));
            return;
        }
        looking.set(true);
        flow.tasks()
                .run(
                        () -> flow.service().lastUse(key.get()),
                        use -> {
                            looking.set(false);
                            used(Fact.status(
                                    messages.get("switching.proof.used"), judged(key.get(), use), Optional.empty()));
                        },
                        why -> {
                            looking.set(false);
                            used(Fact.unreadable(messages.get("switching.proof.used"), why));
                        });
    }

    private Badge judged(KeyArn key, Optional<KeyUse> use) {
        if (use.isEmpty()) {
            return doubt(
                    messages.get("switching.proof.usedUnknown", key.region().id()));
        }
        boolean known = use.get().at().isBefore(since)
                || lastBefore.filter(use.get().at()::equals).isPresent();
        return known
                ? doubt(messages.get("switching.proof.usedBefore", use.get().at()))
                : new Badge(
                        Tone.OK,
                        "fth-check-circle",
                        messages.get(
                                "switching.proof.usedSince",
                                use.get().operation(),
                                use.get().at()));
    }

    private static Badge doubt(String said) {
        return new Badge(Tone.CAUTION, "fth-help-circle", said);
    }

    private void used(Fact fact) {
        facts.removeIf(f -> f.name().equals(fact.name()));
        facts.add(fact);
    }

    /** Opens the remaining task: retiring the old access key. */
    @Override
    public void leave(Departure departure) {
        departure.stay();
        flow.frame().navigator().showProject(flow.project().id(), Place.OfProject.OLD_KEYS);
    }

    public String report() {
        return run.report();
    }

    public void showReport() {
        run.showReport();
    }

    public void saveReport() {
        new SavedReport(flow.frame()).save(run);
    }

    /** Describes what to do with the credentials that Atlas no longer has. */
    public String retire() {
        return messages.get(
                "switching.proof.retire", flow.before().accessKeyId().orElse("?"));
    }

    public ObservableList<Fact> facts() {
        return facts;
    }

    public ReadOnlyBooleanProperty lookingProperty() {
        return looking.getReadOnlyProperty();
    }
}
