package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.newkey.ClusterRegion;
import dev.cmkconsole.procedure.newkey.KeyChoice;
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
 * Asks which key protects the project: selected from KMS, entered as id, ARN or alias, or created if the page offers
 * that.
 */
public final class KeyPageViewModel extends QuestionPage {
    private final AccessFlow<?> flow;
    private final KeySlot slot;
    private final Messages messages;
    private final BooleanProperty creating = new SimpleBooleanProperty(this, "creating");
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

    private NewKeyPageViewModel newKey;

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
        picking.addListener((_, _, on) -> otherWay(on, creating));
        creating.addListener((_, _, on) -> otherWay(on, picking));
    }

    private void otherWay(boolean on, BooleanProperty other) {
        pickError.set("");
        enteredError.set("");
        if (on) {
            other.set(false);
        }
    }

    /** Offers to create a key, too. */
    public KeyPageViewModel offering(NewKeyPageViewModel form) {
        newKey = form;
        return this;
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
        return ClusterRegion.of(flow.snapshot())
                .filter(KmsRegions.ALL::contains)
                .orElse(KmsRegions.ALL.getFirst());
    }

    private static KeyArn existing(KeyChoice choice) {
        return choice instanceof KeyChoice.Existing(var arn) ? arn : null;
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
                ? slot.key().map(KeyPageViewModel::existing).orElse(null)
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
        if (creating.get()) {
            newKey.leave(departure);
        } else if (picking.get()) {
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
        slot.key(new KeyChoice.Existing(row.key().arn()));
        departure.goOn();
    }

    private String objection(KeyArn arn) {
        String partition = partitionError(arn);
        return partition.isEmpty() ? slot.objection(arn).orElse("") : partition;
    }

    private void leaveEntered(Departure departure) {
        if (resolved != null) {
            slot.key(new KeyChoice.Existing(resolved));
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
        slot.key(new KeyChoice.Existing(key.arn()));
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
            slot.key(new KeyChoice.Existing(arn));
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
        return flow.regions();
    }

    /** Returns the account whose keys are listed. */
    public Optional<String> account() {
        return flow.awsCaller().map(AwsCaller::account);
    }

    /** Whether the user selects a key from the list; otherwise, unless a key is created, the user enters one. */
    public BooleanProperty pickingProperty() {
        return picking;
    }

    /** Whether the user describes a new key. */
    public BooleanProperty creatingProperty() {
        return creating;
    }

    /** Returns the form for a new key; empty where only an existing key can be selected. */
    public Optional<NewKeyPageViewModel> newKey() {
        return Optional.ofNullable(newKey);
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
