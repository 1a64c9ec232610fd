package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.newkey.ClusterRegion;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.newkey.NewKeySteps;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Asks for the properties of the key to create. It checks that the alias is available before the next page. */
public final class NewKeyPageViewModel extends QuestionPage {
    private static final String USUAL_PERIOD = "365";

    private final AccessFlow<?> flow;
    private final KeySlot slot;
    private final Messages messages;
    private final StringProperty alias = new SimpleStringProperty(this, "alias", "");
    private final StringProperty description = new SimpleStringProperty(this, "description", "");
    private final StringProperty tags = new SimpleStringProperty(this, "tags", "");
    private final StringProperty period = new SimpleStringProperty(this, "period", USUAL_PERIOD);
    private final BooleanProperty rotating = new SimpleBooleanProperty(this, "rotating", true);
    private final BooleanProperty multiRegion = new SimpleBooleanProperty(this, "multiRegion");
    private final ObjectProperty<AwsRegion> region = new SimpleObjectProperty<>(this, "region");
    private final ReadOnlyStringWrapper aliasError = new ReadOnlyStringWrapper(this, "aliasError", "");
    private final ReadOnlyStringWrapper descriptionError = new ReadOnlyStringWrapper(this, "descriptionError", "");
    private final ReadOnlyStringWrapper tagsError = new ReadOnlyStringWrapper(this, "tagsError", "");
    private final ReadOnlyStringWrapper periodError = new ReadOnlyStringWrapper(this, "periodError", "");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");

    /**
     * @param slot takes the key, from which {@code flow} makes its choices
     */
    public NewKeyPageViewModel(AccessFlow<?> flow, KeySlot slot) {
        super(
                "newKey",
                flow.messages().get("newKeyPage.name"),
                flow.messages().get("newKeyPage.heading"),
                Buttons.question(flow.messages(), true));
        this.flow = flow;
        this.slot = slot;
        this.messages = flow.messages();
        String project = flow.project().name();
        alias.set("alias/atlas-" + project.replaceAll("[^a-zA-Z0-9/_-]+", "-"));
        description.set(messages.get("newKeyPage.describes", project));
        var present = PresentKey.of(flow.snapshot(), Optional.empty());
        region.set(present.map(PresentKey::region)
                .or(() -> ClusterRegion.of(flow.snapshot()))
                .filter(regions()::contains)
                .orElseGet(() -> regions().getFirst()));
        multiRegion.set(
                present.flatMap(PresentKey::arn).filter(KeyArn::multiRegion).isPresent());
        clearing(alias, aliasError);
        clearing(description, descriptionError);
        clearing(tags, tagsError);
        clearing(period, periodError);
        rotating.addListener((_, _, _) -> periodError.set(""));
        region.addListener((_, _, _) -> aliasError.set(""));
    }

    private static void clearing(StringProperty field, ReadOnlyStringWrapper error) {
        field.addListener((_, _, _) -> error.set(""));
    }

    @Override
    public void leave(Departure departure) {
        problem.set(null);
        var wish = read();
        if (wish.isEmpty()) {
            departure.stay();
            return;
        }
        slot.key(new KeyChoice.Create(wish.get()));
        flow.tasks().run(() -> plan(flow), plan -> planned(plan, departure), why -> {
            problem.set(why);
            departure.stay();
        });
    }

    private static <C extends Choices<C>> Plan plan(AccessFlow<C> flow) {
        return flow.service()
                .plan(flow.planner(), flow.choices(), flow.project().id());
    }

    private void planned(Plan plan, Departure departure) {
        var blocked = plan.step(NewKeySteps.CREATE_KEY)
                .map(s -> s.status())
                .flatMap(s -> s instanceof Status.Blocked(var reason) ? Optional.of(reason) : Optional.empty());
        if (blocked.isPresent()) {
            aliasError.set(messages.say(blocked.get()));
            departure.stay();
        } else {
            departure.goOn();
        }
    }

    /** Reads every field, so that all errors appear at once. */
    private Optional<NewKey> read() {
        var name = field(aliasError, () -> NewKey.checkAlias(alias.get()));
        var words = field(descriptionError, () -> NewKey.checkDescription(description.get()));
        var days = rotating.get()
                ? field(periodError, () -> Optional.of(KeyRotation.daysOf(period.get())))
                : Optional.of(Optional.<Integer>empty());
        return field(tagsError, this::readTags)
                .flatMap(named -> name.flatMap(a -> words.flatMap(d -> days.flatMap(p -> field(
                        tagsError,
                        () -> new NewKey(flow.project().id(), a, d, named, region.get(), p, multiRegion.get()))))));
    }

    private <T> Optional<T> field(ReadOnlyStringWrapper error, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InputException e) {
            error.set(messages.say(e.text()));
            return Optional.empty();
        }
    }

    private Map<String, String> readTags() {
        var all = new LinkedHashMap<String, String>();
        tags.get().lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            var tag = NewKey.tag(line);
            all.put(tag.getKey(), tag.getValue());
        });
        return all;
    }

    public List<AwsRegion> regions() {
        return flow.regions();
    }

    public StringProperty aliasProperty() {
        return alias;
    }

    public StringProperty descriptionProperty() {
        return description;
    }

    /** The tags, one per line, as NAME=VALUE. */
    public StringProperty tagsProperty() {
        return tags;
    }

    public StringProperty periodProperty() {
        return period;
    }

    /** Whether KMS rotates the key material automatically. */
    public BooleanProperty rotatingProperty() {
        return rotating;
    }

    public BooleanProperty multiRegionProperty() {
        return multiRegion;
    }

    public ObjectProperty<AwsRegion> regionProperty() {
        return region;
    }

    public ReadOnlyStringProperty aliasErrorProperty() {
        return aliasError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty descriptionErrorProperty() {
        return descriptionError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty tagsErrorProperty() {
        return tagsError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty periodErrorProperty() {
        return periodError.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
