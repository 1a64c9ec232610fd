package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.access.KmsRegions;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Asks which replica of the project's multi-Region key takes over. If the key's own region does not answer, as in an
 * outage, it asks every other region.
 */
public final class RegionPageViewModel extends QuestionPage {
    /**
     * @param unusable why Atlas cannot use it; empty if it can be selected
     */
    public record RegionRow(CustomerKey key, String name, String facts, String unusable) {}

    private final RegionFlow flow;
    private final Messages messages;
    private final KeyArn present;
    private final ObservableList<RegionRow> rows = FXCollections.observableArrayList();
    private final ObjectProperty<RegionRow> picked = new SimpleObjectProperty<>(this, "picked");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");

    RegionPageViewModel(RegionFlow flow, KeyArn present) {
        super(
                "region",
                flow.messages().get("rotating.region.name"),
                flow.messages().get("rotating.region.heading"),
                Buttons.question(flow.messages(), true));
        this.flow = flow;
        this.messages = flow.messages();
        this.present = present;
        picked.addListener((_, _, _) -> error.set(""));
    }

    @Override
    public void entered() {
        if (rows.isEmpty()) {
            read();
        }
    }

    public void read() {
        problem.set(null);
        note.set("");
        reading.set(true);
        flow.tasks().run(() -> flow.service().replicas(present, where()), this::found, why -> {
            reading.set(false);
            problem.set(why);
        });
    }

    private List<AwsRegion> where() {
        return flow
                .snapshot()
                .aws()
                .key()
                .value()
                .flatMap(CustomerKey::replicas)
                .map(Replicas::regions)
                .orElseGet(() -> KmsRegions.ALL.stream()
                        .filter(r -> r.partition().equals(present.partition()))
                        .toList())
                .stream()
                .filter(r -> !r.equals(present.region()))
                .toList();
    }

    private void found(Map<AwsRegion, Observed<CustomerKey>> found) {
        reading.set(false);
        KeyArn before = picked.get() == null ? null : picked.get().key().arn();
        rows.setAll(found.values().stream()
                .flatMap(seen -> seen.value().stream())
                .map(this::row)
                .sorted(java.util.Comparator.comparing(RegionRow::name))
                .toList());
        var silent = found.entrySet().stream()
                .filter(e -> e.getValue().value().isEmpty())
                .map(e -> e.getKey().id())
                .sorted()
                .toList();
        note.set(
                silent.isEmpty()
                        ? rows.isEmpty() ? messages.get("rotating.region.none", present.toString()) : ""
                        : messages.get("rotating.region.silent", String.join(", ", silent)));
        rows.stream()
                .filter(r -> r.key().arn().equals(before)
                        || rows.size() == 1 && r.unusable().isEmpty())
                .findFirst()
                .ifPresent(picked::set);
    }

    private RegionRow row(CustomerKey key) {
        String role = key.replicas()
                        .filter(r -> r.primary().equals(key.arn().region()))
                        .isPresent()
                ? "rotating.region.primary"
                : "rotating.region.replica";
        return new RegionRow(
                key,
                key.arn().region().id(),
                messages.get(role, messages.say(key.state().text())),
                key.unusable()
                        .map(why -> messages.say(Text.of(
                                "key.unusable." + why,
                                key.arn().toString(),
                                key.state().text())))
                        .orElse(""));
    }

    @Override
    public void leave(Departure departure) {
        var row = picked.get();
        if (reading.get() || row == null || !row.unusable().isEmpty()) {
            error.set(row == null ? messages.get("rotating.region.choose") : row.unusable());
            departure.stay();
        } else {
            flow.replica(row.key().arn());
            departure.goOn();
        }
    }

    public ObservableList<RegionRow> rows() {
        return rows;
    }

    public ObjectProperty<RegionRow> pickedProperty() {
        return picked;
    }

    /** Names the regions that did not answer, or states that there is no replica. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
