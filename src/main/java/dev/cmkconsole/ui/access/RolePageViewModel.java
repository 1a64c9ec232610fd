package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.access.RoleChoice.ExistingRole;
import dev.cmkconsole.procedure.access.RoleChoice.NewRole;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Asks which role Atlas uses: one in progress, a new one, an existing one, or an already authorized one. */
public final class RolePageViewModel extends QuestionPage {

    /** RESUME: a record in progress. AUTHORIZED: a record that Atlas can already use. */
    public enum RoleOption {
        RESUME,
        NEW,
        EXISTING,
        AUTHORIZED
    }

    private static final int LONGEST_NAME = 64;
    private static final String PREFIX = "atlas-cmk-";

    private final AccessFlow<?> flow;
    private final ObjectProperty<RoleOption> kind = new SimpleObjectProperty<>(this, "kind", RoleOption.NEW);
    private final BooleanProperty resumeWithNew = new SimpleBooleanProperty(this, "resumeWithNew", true);
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty arn = new SimpleStringProperty(this, "arn", "");
    private final StringProperty futureArn = new SimpleStringProperty(this, "futureArn", "");
    private final ObjectProperty<AccessRole> begun = new SimpleObjectProperty<>(this, "begun");
    private final ObjectProperty<AccessRole> authorized = new SimpleObjectProperty<>(this, "authorized");
    private final ReadOnlyStringWrapper nameError = new ReadOnlyStringWrapper(this, "nameError", "");
    private final ReadOnlyStringWrapper arnError = new ReadOnlyStringWrapper(this, "arnError", "");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyBooleanWrapper listing = new ReadOnlyBooleanWrapper(this, "listing");
    private final ObservableList<RoleArn> iamRoles = FXCollections.observableArrayList();
    private final List<AccessRole> inProgress;
    private final List<AccessRole> usable;
    private boolean listed;

    public RolePageViewModel(AccessFlow<?> flow) {
        super(
                "role",
                flow.messages().get("accessPages.role.name"),
                flow.messages().get("accessPages.role.heading"),
                Buttons.question(flow.messages(), true));
        this.flow = flow;
        var records = flow.snapshot().roles().value().orElse(List.of());
        inProgress = records.stream()
                .filter(r -> r.state() == AccessRole.RoleRecordState.IN_PROGRESS)
                .sorted(Comparator.comparing(AccessRole::created).reversed())
                .toList();
        usable = records.stream()
                .filter(r -> r.state() != AccessRole.RoleRecordState.IN_PROGRESS
                        && r.iamRoleArn().flatMap(RoleArn::parse).isPresent())
                .toList();
        name.set(suggestedName(flow.project().name()));
        if (!inProgress.isEmpty()) {
            kind.set(RoleOption.RESUME);
            begun.set(inProgress.getFirst());
        }
        if (!usable.isEmpty()) {
            authorized.set(usable.getFirst());
        }
        usable.stream()
                .filter(r -> flow.goesOnWithAuthorized() && r.state() == AccessRole.RoleRecordState.AUTHORIZED)
                .findFirst()
                .ifPresent(unused -> {
                    kind.set(RoleOption.AUTHORIZED);
                    authorized.set(unused);
                });
        kind.addListener((_, _, _) -> clearErrors());
        name.addListener((_, _, _) -> nameError.set(""));
        futureArn.addListener((_, _, _) -> nameError.set(""));
        arn.addListener((_, _, _) -> arnError.set(""));
        resumeWithNew.addListener((_, _, _) -> clearErrors());
    }

    private void clearErrors() {
        nameError.set("");
        arnError.set("");
    }

    /** Returns a role name that IAM accepts and that describes the role's purpose. */
    static String suggestedName(String project) {
        String plain = project.strip().replaceAll("[^\\w+=,.@-]+", "-");
        String all = PREFIX + plain;
        return all.length() <= LONGEST_NAME ? all : all.substring(0, LONGEST_NAME);
    }

    @Override
    public void entered() {
        if (flow.unread().isPresent()) {
            problem.set(flow.unread().get());
        } else if (!listed) {
            listRoles();
        }
    }

    /** Reads the account's roles. If a read that this page depends on failed, it reads the project again first. */
    public void listRoles() {
        if (flow.unread().isPresent()) {
            listing.set(true);
            problem.set(null);
            flow.readAnew();
            return;
        }
        if (byHandOnly()) {
            return;
        }
        listing.set(true);
        problem.set(null);
        listed = true;
        flow.tasks()
                .run(
                        flow.service()::iamRoles,
                        roles -> {
                            listing.set(false);
                            iamRoles.setAll(roles.stream()
                                    .sorted(Comparator.comparing(RoleArn::name, String.CASE_INSENSITIVE_ORDER))
                                    .toList());
                        },
                        why -> {
                            listing.set(false);
                            problem.set(why);
                        });
    }

    @Override
    public void leave(Departure departure) {
        clearErrors();
        problem.set(null);
        switch (kind.get()) {
            case AUTHORIZED -> {
                var record = authorized.get();
                flow.role(
                        RoleChoice.resume(
                                record.roleId(),
                                new ExistingRole(RoleArn.of(record.iamRoleArn().orElseThrow()))),
                        Optional.empty());
                departure.goOn();
            }
            case RESUME ->
                chooseIam(
                        departure, resumeWithNew.get(), Optional.of(begun.get().roleId()));
            case NEW -> chooseIam(departure, true, Optional.empty());
            case EXISTING -> chooseIam(departure, false, Optional.empty());
        }
    }

    private void chooseIam(Departure departure, boolean makeNew, Optional<String> record) {
        if (makeNew) {
            chooseNew(departure, record);
            return;
        }
        try {
            chosen(new ExistingRole(RoleArn.of(arn.get())), record, Optional.empty());
            departure.goOn();
        } catch (InputException e) {
            arnError.set(flow.messages().say(e.text()));
            departure.stay();
        }
    }

    private void chooseNew(Departure departure, Optional<String> record) {
        try {
            if (byHandOnly()) {
                RoleArn future = RoleArn.of(futureArn.get());
                chosen(new NewRole(future.name()), record, Optional.of(future));
                departure.goOn();
                return;
            }
            var wanted = new NewRole(name.get());
            flow.tasks()
                    .run(
                            () -> flow.service().iamRole(wanted.roleName()),
                            present -> {
                                if (present.filter(role -> !ours(role)).isPresent()) {
                                    nameError.set(flow.messages().get("accessPages.role.nameTaken", wanted.roleName()));
                                    departure.stay();
                                } else {
                                    chosen(wanted, record, Optional.empty());
                                    departure.goOn();
                                }
                            },
                            why -> {
                                problem.set(why);
                                departure.stay();
                            });
        } catch (InputException e) {
            nameError.set(flow.messages().say(e.text()));
            departure.stay();
        }
    }

    /**
     * Returns whether the role's tag names this project. An earlier, interrupted run created such a role; using it
     * continues there.
     */
    private boolean ours(IamRole role) {
        return flow.project().id().equals(role.tags().get("AtlasProject"));
    }

    private void chosen(RoleChoice.Iam iam, Optional<String> record, Optional<RoleArn> knownArn) {
        Set<String> besides = record.isPresent()
                ? Set.of()
                : inProgress.stream().map(AccessRole::roleId).collect(Collectors.toSet());
        flow.role(new RoleChoice(record, iam, besides), knownArn);
    }

    /** Copies the entries of the page that this one replaces. */
    public void takeOver(RolePageViewModel before) {
        name.set(before.name.get());
        arn.set(before.arn.get());
        futureArn.set(before.futureArn.get());
        if (before.kind.get() == RoleOption.EXISTING) {
            kind.set(RoleOption.EXISTING);
        }
    }

    public void notReadAnew(Problem why) {
        listing.set(false);
        problem.set(why);
    }

    /** Returns whether the console can read and create nothing in AWS. The user then enters the role's full ARN. */
    public boolean byHandOnly() {
        return flow.awsCaller().isEmpty();
    }

    public List<AccessRole> inProgress() {
        return inProgress;
    }

    public List<AccessRole> usable() {
        return usable;
    }

    public ObservableList<RoleArn> iamRoles() {
        return iamRoles;
    }

    public ObjectProperty<RoleOption> kindProperty() {
        return kind;
    }

    public BooleanProperty resumeWithNewProperty() {
        return resumeWithNew;
    }

    public StringProperty nameProperty() {
        return name;
    }

    public StringProperty arnProperty() {
        return arn;
    }

    public StringProperty futureArnProperty() {
        return futureArn;
    }

    public ObjectProperty<AccessRole> begunProperty() {
        return begun;
    }

    public ObjectProperty<AccessRole> authorizedProperty() {
        return authorized;
    }

    public ReadOnlyStringProperty nameErrorProperty() {
        return nameError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty arnErrorProperty() {
        return arnError.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty listingProperty() {
        return listing.getReadOnlyProperty();
    }
}
