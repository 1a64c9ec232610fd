package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.task.TaskHandle;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Asks which key protects the project: selected from KMS, or entered as id, ARN or alias. Atlas always receives the
 * key's ARN.
 */
public final class KeyPageViewModel extends QuestionPage {
    private final AccessFlow<?> flow;
    private final KeySlot slot;
    private final Messages messages;
    private final BooleanProperty picking = new SimpleBooleanProperty(this, "picking", true);
    private final ObjectProperty<AwsRegion> region = new SimpleObjectProperty<>(this, "region");
    private final ObjectProperty<KeyRow> picked = new SimpleObjectProperty<>(this, "picked");
    private final StringProperty entered = new SimpleStringProperty(this, "entered", "");
    private final ObservableList<KeyRow> keys = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper pickError = new ReadOnlyStringWrapper(this, "pickError", "");
    private final ReadOnlyStringWrapper enteredError = new ReadOnlyStringWrapper(this, "enteredError", "");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper(this, "hint", "");
    private final ReadOnlyBooleanWrapper listing = new ReadOnlyBooleanWrapper(this, "listing");
    private final ReadOnlyBooleanWrapper needsRegion = new ReadOnlyBooleanWrapper(this, "needsRegion");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private TaskHandle reading = TaskHandle.ENDED;
    /** The key that the text in the field last resolved to. */
    private KeyArn resolved;

    /**
     * @param heading the question
     */
    public KeyPageViewModel(AccessFlow<?> flow, KeySlot slot, String heading) {
        super("key", flow.messages().get("enable.key.name"), heading, Buttons.question(flow.messages(), true));
        this.flow = flow;
        this.slot = slot;
        this.messages = flow.messages();
        if (flow.awsCaller().isEmpty()) {
            picking.set(false);
        }
        region.addListener((_, _, _) -> regionChosen());
        entered.addListener((_, _, text) -> typed(text));
        picked.addListener((_, _, _) -> pickError.set(""));
        picking.addListener((_, _, _) -> {
            pickError.set("");
            enteredError.set("");
        });
    }

    @Override
    public void entered() {
        if (region.get() == null && !reading.running()) {
            listing.set(true);
            reading = flow.tasks()
                    .run(
                            flow.service()::defaultRegion,
                            found -> {
                                listing.set(false);
                                region.set(found.orElseGet(this::clusterRegion));
                            },
                            _ -> {
                                listing.set(false);
                                region.set(clusterRegion());
                            });
        }
    }

    /** Returns the first AWS cluster region that Atlas accepts for a key, or the default region. */
    private AwsRegion clusterRegion() {
        return flow.snapshot().clusters().value().orElse(List.of()).stream()
                .filter(c -> c.clouds().contains("AWS"))
                .flatMap(c -> c.regions().stream())
                .map(AwsRegion::of)
                .filter(KmsRegions.ALL::contains)
                .findFirst()
                .orElse(KmsRegions.ALL.getFirst());
    }

    private void regionChosen() {
        resolved = null;
        enteredError.set("");
        listKeys();
    }

    /** Reads the keys of the selected region. */
    public void listKeys() {
        if (flow.awsCaller().isEmpty() || region.get() == null) {
            return;
        }
        reading.cancel();
        problem.set(null);
        listing.set(true);
        KeyArn before = picked.get() == null
                ? slot.key().orElse(null)
                : picked.get().key().arn();
        keys.clear();
        picked.set(null);
        AwsRegion from = region.get();
        reading = flow.tasks()
                .run(
                        () -> flow.service().keys(from),
                        found -> {
                            listing.set(false);
                            keys.setAll(found.stream()
                                    .map(k -> KeyRow.of(k, messages))
                                    .sorted(Comparator.comparing((KeyRow r) -> !r.usable())
                                            .thenComparing(KeyRow::name))
                                    .toList());
                            keys.stream()
                                    .filter(k -> k.key().arn().equals(before))
                                    .findFirst()
                                    .ifPresent(picked::set);
                        },
                        why -> {
                            listing.set(false);
                            problem.set(why);
                        });
    }

    private void typed(String text) {
        resolved = null;
        enteredError.set("");
        hint.set("");
        needsRegion.set(false);
        try {
            switch (KeyReference.parse(text)) {
                case KeyReference.ByArn(var arn) ->
                    hint.set(messages.get(
                            "enable.key.follows",
                            arn.region().id(),
                            arn.region().atlasName()));
                case KeyReference.ByAliasArn(var _, var in, var _, var _) ->
                    hint.set(messages.get("enable.key.aliasLater", in.id()));
                case KeyReference.ById _, KeyReference.ByAlias _ -> needsRegion.set(true);
            }
        } catch (InputException _) {
            hint.set("");
        }
    }

    @Override
    public void leave(Departure departure) {
        pickError.set("");
        enteredError.set("");
        problem.set(null);
        if (picking.get()) {
            leavePicked(departure);
        } else {
            leaveEntered(departure);
        }
    }

    private void leavePicked(Departure departure) {
        KeyRow row = picked.get();
        String error = row == null
                ? messages.get("enable.key.choose")
                : row.usable() ? objection(row.key().arn()) : row.unusable();
        if (!error.isEmpty()) {
            pickError.set(error);
            departure.stay();
            return;
        }
        slot.key(row.key().arn());
        departure.goOn();
    }

    private String objection(KeyArn arn) {
        String partition = partitionError(arn);
        return partition.isEmpty() ? slot.objection(arn).orElse("") : partition;
    }

    private void leaveEntered(Departure departure) {
        if (resolved != null) {
            slot.key(resolved);
            departure.goOn();
            return;
        }
        KeyReference reference;
        try {
            reference = KeyReference.parse(entered.get());
        } catch (InputException e) {
            refuse(messages.say(e.text()), departure);
            return;
        }
        String partition = partitionError(reference);
        if (!partition.isEmpty()) {
            refuse(partition, departure);
        } else if (flow.awsCaller().isEmpty()) {
            unread(reference, departure);
        } else {
            AwsRegion where = region.get();
            flow.tasks()
                    .run(
                            () -> flow.service().key(reference, where),
                            key -> described(reference, key, departure),
                            why -> notDescribed(reference, why, departure));
        }
    }

    private void described(KeyReference reference, CustomerKey key, Departure departure) {
        String unusable = KeyRow.unusable(key, messages);
        String why = unusable.isEmpty() ? slot.objection(key.arn()).orElse("") : unusable;
        if (!why.isEmpty()) {
            refuse(why, departure);
            return;
        }
        slot.key(key.arn());
        if (reference instanceof KeyReference.ByArn) {
            departure.goOn();
            return;
        }
        resolved = key.arn();
        hint.set(messages.get(
                "enable.key.resolved",
                reference.toString(),
                key.arn().toString(),
                key.arn().region().atlasName()));
        departure.stay();
    }

    private void notDescribed(KeyReference reference, Problem why, Departure departure) {
        switch (why.code()) {
            case AwsErrorCode.NOT_FOUND ->
                refuse(
                        reference instanceof KeyReference.ByArn || reference instanceof KeyReference.ByAliasArn
                                ? messages.get("enable.key.missing", reference.toString())
                                : messages.get(
                                        "enable.key.missingHere",
                                        reference.toString(),
                                        region.get().id()),
                        departure);
            case "AccessDeniedException", "AccessDenied", AwsErrorCode.NO_CREDENTIALS -> unread(reference, departure);
            default -> {
                problem.set(why);
                departure.stay();
            }
        }
    }

    /**
     * The key may belong to another account, or AWS may be unreachable. A full ARN is enough to continue; the plan
     * lists the checks without a result.
     */
    private void unread(KeyReference reference, Departure departure) {
        if (reference instanceof KeyReference.ByArn(var arn)) {
            slot.key(arn);
            departure.goOn();
        } else {
            refuse(messages.get("enable.key.needsArn", reference.toString()), departure);
        }
    }

    private void refuse(String words, Departure departure) {
        enteredError.set(words);
        departure.stay();
    }

    private String partitionError(KeyReference reference) {
        return switch (reference) {
            case KeyReference.ByArn(var arn) -> partitionError(arn);
            case KeyReference.ByAliasArn(var partition, var in, var _, var _) -> partitionError(partition, in);
            case KeyReference.ById _, KeyReference.ByAlias _ -> "";
        };
    }

    private String partitionError(KeyArn arn) {
        return partitionError(arn.partition(), arn.region());
    }

    private String partitionError(String partition, AwsRegion in) {
        return in.partition().equals(partition)
                ? partitionError(partition)
                : messages.get("enable.key.partitionRegion", in.id(), in.partition(), partition);
    }

    private String partitionError(String partition) {
        return flow.roleArn()
                .filter(role -> !role.partition().equals(partition))
                .map(role -> messages.get("enable.key.partition", partition, role.partition()))
                .orElse("");
    }

    public List<AwsRegion> regions() {
        String partition = flow.awsCaller().map(AwsCaller::partition).orElse("aws");
        return KmsRegions.ALL.stream()
                .filter(r -> r.partition().equals(partition))
                .toList();
    }

    /** Returns the account whose keys are listed. */
    public Optional<String> account() {
        return flow.awsCaller().map(AwsCaller::account);
    }

    public BooleanProperty pickingProperty() {
        return picking;
    }

    public ObjectProperty<AwsRegion> regionProperty() {
        return region;
    }

    public ObjectProperty<KeyRow> pickedProperty() {
        return picked;
    }

    public StringProperty enteredProperty() {
        return entered;
    }

    public ObservableList<KeyRow> keys() {
        return keys;
    }

    public ReadOnlyStringProperty pickErrorProperty() {
        return pickError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty enteredErrorProperty() {
        return enteredError.getReadOnlyProperty();
    }

    /** Describes the key that the entered text resolves to. */
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty listingProperty() {
        return listing.getReadOnlyProperty();
    }

    /** Whether the entered text lacks a region. */
    public ReadOnlyBooleanProperty needsRegionProperty() {
        return needsRegion.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
