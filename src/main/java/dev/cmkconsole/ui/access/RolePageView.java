package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.ui.access.RolePageViewModel.RoleOption;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Shows the role choice. The fields of an option are visible while it is selected. */
final class RolePageView {
    private final RolePageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private ToggleGroup kinds;

    @FXML
    private VBox resumeBox;

    @FXML
    private RadioButton resume;

    @FXML
    private VBox resumeFields;

    @FXML
    private Label recordLabel;

    @FXML
    private ComboBox<AccessRole> begun;

    @FXML
    private ToggleGroup resumeWith;

    @FXML
    private RadioButton resumeNew;

    @FXML
    private RadioButton resumeExisting;

    @FXML
    private RadioButton makeNew;

    @FXML
    private RadioButton existing;

    @FXML
    private VBox authorizedBox;

    @FXML
    private RadioButton authorized;

    @FXML
    private VBox authorizedFields;

    @FXML
    private Label authorizedLabel;

    @FXML
    private ComboBox<AccessRole> authorizedList;

    @FXML
    private VBox newFields;

    @FXML
    private VBox nameFields;

    @FXML
    private Label nameLabel;

    @FXML
    private TextField name;

    @FXML
    private VBox futureFields;

    @FXML
    private Label futureLabel;

    @FXML
    private TextField futureArn;

    @FXML
    private Label nameError;

    @FXML
    private VBox existingFields;

    @FXML
    private Label arnLabel;

    @FXML
    private TextField arn;

    @FXML
    private Label arnError;

    @FXML
    private Label pickLabel;

    @FXML
    private ComboBox<RoleArn> pick;

    @FXML
    private Label listing;

    @FXML
    private ProblemBanner problem;

    RolePageView(ViewLoader views, RolePageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        resume.setUserData(RoleOption.RESUME);
        makeNew.setUserData(RoleOption.NEW);
        existing.setUserData(RoleOption.EXISTING);
        authorized.setUserData(RoleOption.AUTHORIZED);
        model.kindProperty()
                .subscribe(kind -> kinds.getToggles().stream()
                        .filter(t -> t.getUserData() == kind)
                        .findFirst()
                        .ifPresent(kinds::selectToggle));
        kinds.selectedToggleProperty().addListener((_, _, now) -> chosen(now));
        resumeWith.selectToggle(model.resumeWithNewProperty().get() ? resumeNew : resumeExisting);
        resumeWith
                .selectedToggleProperty()
                .addListener((_, _, now) -> model.resumeWithNewProperty().set(now == resumeNew));
        Nodes.show(resumeBox, !model.inProgress().isEmpty());
        Nodes.show(authorizedBox, !model.usable().isEmpty());
        Nodes.showIf(resumeFields, kindIs(RoleOption.RESUME));
        Nodes.showIf(authorizedFields, kindIs(RoleOption.AUTHORIZED));
        var viaResume = kindIs(RoleOption.RESUME);
        Nodes.showIf(
                newFields,
                Bindings.createBooleanBinding(
                        () -> model.kindProperty().get() == RoleOption.NEW
                                || viaResume.getValue()
                                        && model.resumeWithNewProperty().get(),
                        model.kindProperty(),
                        model.resumeWithNewProperty()));
        Nodes.showIf(
                existingFields,
                Bindings.createBooleanBinding(
                        () -> model.kindProperty().get() == RoleOption.EXISTING
                                || viaResume.getValue()
                                        && !model.resumeWithNewProperty().get(),
                        model.kindProperty(),
                        model.resumeWithNewProperty()));
        Nodes.show(nameFields, !model.byHandOnly());
        Nodes.show(futureFields, model.byHandOnly());
        fields();
        lists();
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::listRoles);
    }

    private void chosen(Toggle toggle) {
        if (toggle != null) {
            model.kindProperty().set((RoleOption) toggle.getUserData());
        }
    }

    private ObservableValue<Boolean> kindIs(RoleOption kind) {
        return model.kindProperty().map(k -> k == kind);
    }

    private void fields() {
        nameLabel.setLabelFor(name);
        futureLabel.setLabelFor(futureArn);
        arnLabel.setLabelFor(arn);
        recordLabel.setLabelFor(begun);
        authorizedLabel.setLabelFor(authorizedList);
        pickLabel.setLabelFor(pick);
        name.textProperty().bindBidirectional(model.nameProperty());
        futureArn.textProperty().bindBidirectional(model.futureArnProperty());
        arn.textProperty().bindBidirectional(model.arnProperty());
        nameError.textProperty().bind(model.nameErrorProperty());
        arnError.textProperty().bind(model.arnErrorProperty());
        Nodes.showIf(nameError, model.nameErrorProperty().map(e -> !e.isEmpty()));
        Nodes.showIf(arnError, model.arnErrorProperty().map(e -> !e.isEmpty()));
        model.nameErrorProperty().subscribe(e -> focusOn(model.byHandOnly() ? futureArn : name, e));
        model.arnErrorProperty().subscribe(e -> focusOn(arn, e));
    }

    private static void focusOn(TextField field, String error) {
        field.setAccessibleHelp(error);
        if (!error.isEmpty()) {
            field.requestFocus();
        }
    }

    private void lists() {
        var messages = views.uiText().messages();
        begun.getItems().setAll(model.inProgress());
        begun.setConverter(words(r -> messages.get(
                "accessPages.role.resumeRecord",
                views.uiText()
                        .times()
                        .relative(r.created(), views.uiText().now().getValue()),
                r.externalId())));
        begun.valueProperty().bindBidirectional(model.begunProperty());
        authorizedList.getItems().setAll(model.usable());
        authorizedList.setConverter(words(r -> r.iamRoleArn().orElse(r.roleId())));
        authorizedList.valueProperty().bindBidirectional(model.authorizedProperty());
        pick.setItems(model.iamRoles());
        pick.setConverter(words(RoleArn::name));
        pick.valueProperty().addListener((_, _, role) -> {
            if (role != null) {
                model.arnProperty().set(role.toString());
            }
        });
        pick.disableProperty().bind(Bindings.isEmpty(model.iamRoles()));
        Nodes.showIf(listing, model.listingProperty());
    }

    private static <T> StringConverter<T> words(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T item) {
                return item == null ? "" : words.apply(item);
            }

            @Override
            public T fromString(String text) {
                return null;
            }
        };
    }

    Parent node() {
        return root;
    }
}
