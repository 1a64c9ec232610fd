package dev.cmkconsole.ui.enable;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Shows the result: the facts as read back from Atlas, and what to do next. */
public final class ResultPageViewModel extends QuestionPage {

    /** @param identifier whether the value is something to copy */
    public record Fact(String label, String value, boolean identifier) {}

    /** What the clusters ask for; where they were not read, their tab says so. */
    private enum Next {
        ENCRYPT("next"),
        CREATE("none"),
        RESIZE("small");

        private final String key;

        Next(String key) {
            this.key = key;
        }

        static Next of(ProjectSnapshot now) {
            return now.clusters()
                    .value()
                    .filter(_ -> now.eligibleClusters() == 0)
                    .map(all -> all.isEmpty() ? CREATE : RESIZE)
                    .orElse(ENCRYPT);
        }
    }

    private final EnableFlow flow;
    private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
    private final ObservableList<Fact> facts = FXCollections.observableArrayList();
    private RunViewModel run;

    ResultPageViewModel(EnableFlow flow) {
        super(
                "result",
                flow.messages().get("enable.result.name"),
                flow.messages().get("enable.result.heading", flow.project().name()),
                buttons(flow.messages(), Next.ENCRYPT));
        this.flow = flow;
    }

    private static Footer buttons(Messages messages, Next next) {
        return new Footer(messages.get("enable.result." + next.key), false, false, messages.get("wizard.close"), "");
    }

    void show(RunViewModel ended) {
        run = ended;
        var now = ended.result().now();
        var next = Next.of(now);
        facts.setAll(facts(now));
        about.set(flow.messages().get("enable.result." + next.key + ".about"));
        footer(buttons(flow.messages(), next));
    }

    private List<Fact> facts(ProjectSnapshot now) {
        Messages messages = flow.messages();
        var list = new ArrayList<Fact>();
        now.encryption().value().map(EncryptionAtRest::awsKms).ifPresent(kms -> {
            now.configuredRole()
                    .flatMap(r -> r.iamRoleArn())
                    .ifPresent(arn -> list.add(new Fact(messages.get("fact.role"), arn, true)));
            kms.customerMasterKeyId().ifPresent(key -> list.add(new Fact(messages.get("fact.key"), key, true)));
            now.aws()
                    .key()
                    .value()
                    .filter(k -> !k.aliases().isEmpty())
                    .ifPresent(
                            k -> list.add(new Fact(messages.get("fact.alias"), String.join(", ", k.aliases()), true)));
            kms.region().ifPresent(r -> list.add(new Fact(messages.get("fact.region"), r.id(), false)));
            list.add(new Fact(messages.get("fact.valid"), KeyWords.line(now, messages), false));
        });
        list.add(new Fact(
                messages.get("fact.clusters"),
                now.clusters().value().isPresent()
                        ? messages.get("fact.clustersValue", now.encryptedClusters(), now.eligibleClusters())
                        : messages.get("project.notRead"),
                false));
        return list;
    }

    /** Leads to the clusters, which are the next step. */
    @Override
    public void leave(Departure departure) {
        departure.stay();
        flow.frame().navigator().showProject(flow.project().id(), Place.OfProject.CLUSTERS);
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

    /** What is left to do for the clusters. */
    public ReadOnlyStringProperty aboutProperty() {
        return about.getReadOnlyProperty();
    }

    public ObservableList<Fact> facts() {
        return facts;
    }
}
