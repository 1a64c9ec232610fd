package dev.cmkconsole.ui.roles;

import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.ui.view.EmptyState;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.Tables;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Shows the table of roles, the selected one in detail, and what can happen to it. */
final class RolesPageView {
    private static final double ROW_HEIGHT = 42;
    private static final double HEADER_HEIGHT = 44;
    private static final int FEWEST = 2;
    private static final int MOST = 6;

    private final RolesPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private TableView<RoleRow> table;

    @FXML
    private VBox details;

    @FXML
    private VBox wishes;

    @FXML
    private ToggleGroup wish;

    @FXML
    private RadioButton nothing;

    @FXML
    private RadioButton trust;

    @FXML
    private RadioButton role;

    @FXML
    private VBox reach;

    @FXML
    private Label error;

    RolesPageView(ViewLoader views, RolesPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        fillTable();
        nothing.setUserData(CleanUp.NOTHING);
        trust.setUserData(CleanUp.TRUST);
        role.setUserData(CleanUp.ROLE);
        model.cleanUpProperty()
                .subscribe(wanted -> wish.getToggles().stream()
                        .filter(t -> t.getUserData() == wanted)
                        .findFirst()
                        .ifPresent(wish::selectToggle));
        wish.selectedToggleProperty().subscribe(now -> {
            if (now != null) {
                model.cleanUpProperty().set((CleanUp) now.getUserData());
            }
        });
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(e -> !e.isEmpty()));
        model.reach().addListener((ListChangeListener<String>) _ -> showReach());
        showReach();
    }

    private void fillTable() {
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .setAll(List.of(
                        column("roles.col.role", 200, RoleRow::name),
                        column("roles.col.state", 240, RoleRow::state),
                        column("roles.col.use", 220, RoleRow::use),
                        column("roles.col.lastUse", 240, RoleRow::lastUse)));
        table.setItems(model.rows());
        table.setFixedCellSize(ROW_HEIGHT);
        table.prefHeightProperty()
                .bind(Bindings.size(model.rows())
                        .map(size -> HEADER_HEIGHT + ROW_HEIGHT * Math.clamp(size.longValue(), FEWEST, MOST)));
        Tables.copyRows(table, views.uiText(), RoleRow::asText);
        var empty = new EmptyState();
        empty.setIcon("fth-user-x");
        model.emptyProperty().subscribe(empty::setHeading);
        table.setPlaceholder(empty);
        model.selectedProperty().subscribe(row -> {
            if (row != table.getSelectionModel().getSelectedItem()) {
                table.getSelectionModel().select(row);
            }
            showDetails(row);
        });
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (row != null) {
                model.selectedProperty().set(row);
            }
        });
    }

    private TableColumn<RoleRow, RoleRow> column(String titleKey, double width, Function<RoleRow, String> text) {
        var column = new TableColumn<RoleRow, RoleRow>(views.uiText().messages().get(titleKey));
        column.setSortable(false);
        column.setPrefWidth(width);
        column.setMinWidth(110);
        Tables.text(column, text);
        return column;
    }

    private void showDetails(RoleRow row) {
        Nodes.show(wishes, row != null);
        Nodes.show(nothing, row != null && row.record());
        details.getChildren()
                .setAll(
                        row == null
                                ? List.of()
                                : row.details().stream().map(Nodes::wrapping).toList());
    }

    private void showReach() {
        reach.getChildren()
                .setAll(model.reach().stream()
                        .map(line -> Nodes.wrapping(line, "muted"))
                        .toList());
    }

    Parent node() {
        return root;
    }
}
