package dev.cmkconsole.ui.settings;

import dev.cmkconsole.connection.LastConnection.Target;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.settings.ConnectForm.AtlasWay;
import dev.cmkconsole.ui.settings.ConnectForm.AwsWay;
import dev.cmkconsole.ui.settings.ConnectForm.Field;
import dev.cmkconsole.ui.theme.Theme;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.CopyableId;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.Property;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

/** Shows the settings: the connection, the theme, the data folder. */
final class SettingsView {
    private final SettingsViewModel model;
    private final Theme theme;
    private final ViewLoader views;
    private final Messages messages;

    @FXML
    private RadioButton practice;

    @FXML
    private RadioButton real;

    @FXML
    private RadioButton environment;

    @FXML
    private VBox realForm;

    @FXML
    private Label baseUrlLabel;

    @FXML
    private TextField baseUrl;

    @FXML
    private Label baseUrlProblem;

    @FXML
    private RadioButton apiKey;

    @FXML
    private RadioButton serviceAccount;

    @FXML
    private RadioButton atlasEnvironment;

    @FXML
    private VBox credentialForm;

    @FXML
    private Label nameLabel;

    @FXML
    private TextField name;

    @FXML
    private Label nameProblem;

    @FXML
    private Label secretLabel;

    @FXML
    private PasswordField secret;

    @FXML
    private Label secretProblem;

    @FXML
    private RadioButton awsDefault;

    @FXML
    private RadioButton awsProfile;

    @FXML
    private RadioButton awsNone;

    @FXML
    private VBox profileForm;

    @FXML
    private Label profileLabel;

    @FXML
    private ComboBox<String> profile;

    @FXML
    private Label profileProblem;

    @FXML
    private VBox mfaForm;

    @FXML
    private Label mfaLabel;

    @FXML
    private PasswordField mfaCode;

    @FXML
    private Label mfaProblem;

    @FXML
    private Label caBundleLabel;

    @FXML
    private TextField caBundle;

    @FXML
    private Label caBundleProblem;

    @FXML
    private VBox variables;

    @FXML
    private Button connect;

    @FXML
    private Button test;

    @FXML
    private ProgressIndicator progress;

    @FXML
    private Button stop;

    @FXML
    private VBox trial;

    @FXML
    private ProblemBanner failure;

    @FXML
    private ToggleButton system;

    @FXML
    private ToggleButton light;

    @FXML
    private ToggleButton dark;

    @FXML
    private VBox dataSection;

    @FXML
    private CopyableId data;

    @FXML
    private Button openData;

    SettingsView(SettingsViewModel model, Theme theme, ViewLoader views) {
        this.model = model;
        this.theme = theme;
        this.views = views;
        this.messages = views.uiText().messages();
    }

    Parent load() {
        return views.load(this);
    }

    @FXML
    private void initialize() {
        var form = model.form();
        bind(
                form.targetProperty(),
                Map.of(practice, Target.PRACTICE, real, Target.REAL, environment, Target.ENVIRONMENT));
        bind(
                form.atlasWayProperty(),
                Map.of(
                        apiKey,
                        AtlasWay.API_KEY,
                        serviceAccount,
                        AtlasWay.SERVICE_ACCOUNT,
                        atlasEnvironment,
                        AtlasWay.ENVIRONMENT));
        bind(
                form.awsWayProperty(),
                Map.of(awsDefault, AwsWay.DEFAULT, awsProfile, AwsWay.PROFILE, awsNone, AwsWay.NONE));
        bind(
                theme.choiceProperty(),
                Map.of(system, ThemeChoice.SYSTEM, light, ThemeChoice.LIGHT, dark, ThemeChoice.DARK));
        Nodes.showIf(realForm, form.targetProperty().map(t -> t == Target.REAL));
        Nodes.showIf(credentialForm, form.atlasWayProperty().map(w -> w != AtlasWay.ENVIRONMENT));
        Nodes.showIf(profileForm, form.awsWayProperty().map(w -> w == AwsWay.PROFILE));
        Nodes.showIf(variables, form.targetProperty().map(t -> t == Target.ENVIRONMENT));
        fields(form);
        actions(form);
        answers();
        data.setValue(model.dataFolder().orElse(""));
        Nodes.show(dataSection, model.dataFolder().isPresent());
        openData.setOnAction(_ -> model.openDataFolder());
    }

    private void actions(ConnectForm form) {
        connect.setOnAction(_ -> {
            form.code(mfaCode.getText());
            model.connect(secret.getText(), () -> {
                secret.clear();
                mfaCode.clear();
            });
        });
        test.setOnAction(_ -> {
            form.code(mfaCode.getText());
            model.test(secret.getText());
        });
        stop.setOnAction(_ -> model.stopTest());
        var busy = Bindings.or(model.tryingProperty(), model.connectingProperty());
        Nodes.showIf(progress, busy);
        progress.progressProperty()
                .bind(Bindings.when(busy)
                        .then(ProgressIndicator.INDETERMINATE_PROGRESS)
                        .otherwise(0));
        Nodes.showIf(stop, model.tryingProperty());
        connect.disableProperty().bind(busy);
        test.disableProperty().bind(busy);
    }

    private void answers() {
        failure.problemProperty().bind(model.failureProperty());
        model.trial().addListener((ListChangeListener<TrialReport.TrialResult>) _ -> trial.getChildren()
                .setAll(model.trial().stream().map(TrialLine::new).toList()));
        Nodes.showIf(trial, Bindings.isNotEmpty(model.trial()));
        model.variables().addListener((ListChangeListener<Object>) _ -> variables
                .getChildren()
                .setAll(model.variables().stream()
                        .<Node>map(v -> Nodes.wrapping(
                                messages.get(v.set() ? "settings.variable.set" : "settings.variable.unset", v.name()),
                                "identifier"))
                        .toList()));
    }

    private void fields(ConnectForm form) {
        baseUrlLabel.setLabelFor(baseUrl);
        nameLabel.setLabelFor(name);
        secretLabel.setLabelFor(secret);
        profileLabel.setLabelFor(profile);
        baseUrl.textProperty().bindBidirectional(form.baseUrlProperty());
        name.textProperty().bindBidirectional(form.nameProperty());
        profile.setItems(model.profiles());
        profile.getEditor().textProperty().bindBidirectional(form.profileProperty());
        nameLabel.textProperty().bind(form.atlasWayProperty().map(w -> messages.get("settings.name." + w.name())));
        secretLabel.textProperty().bind(form.atlasWayProperty().map(w -> messages.get("settings.secret." + w.name())));
        problem(baseUrlProblem, baseUrl, Field.BASE_URL);
        problem(nameProblem, name, Field.NAME);
        problem(secretProblem, secret, Field.SECRET);
        problem(profileProblem, profile, Field.PROFILE);
        mfaLabel.setLabelFor(mfaCode);
        mfaLabel.textProperty().bind(form.mfaDeviceProperty().map(device -> messages.get("settings.mfaCode", device)));
        Nodes.showIf(mfaForm, form.mfaDeviceProperty().map(device -> !device.isEmpty()));
        problem(mfaProblem, mfaCode, Field.MFA_CODE);
        caBundleLabel.setLabelFor(caBundle);
        caBundle.textProperty().bindBidirectional(form.caBundleProperty());
        problem(caBundleProblem, caBundle, Field.CA_BUNDLE);
    }

    private void problem(Label label, Node field, Field which) {
        var text = Bindings.valueAt(model.problems(), which);
        label.textProperty().bind(text);
        field.accessibleHelpProperty().bind(text);
        Nodes.showIf(label, text.isNotNull());
    }

    /** Keeps one button selected: pressing the selected button again does not clear it. */
    private static <T> void bind(Property<T> value, Map<? extends ToggleButton, T> buttons) {
        buttons.forEach((button, choice) -> button.setOnAction(_ -> {
            value.setValue(choice);
            button.setSelected(true);
        }));
        // The arrow keys select within the group without pressing a button.
        buttons.forEach((button, choice) -> button.selectedProperty().subscribe(on -> {
            if (on) {
                value.setValue(choice);
            }
        }));
        value.subscribe(now -> buttons.forEach((button, choice) -> button.setSelected(choice == now)));
    }
}
