package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.ui.nav.Frame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;

/** A plan under review: its steps, its summary line, and the checks that the user accepts without a result. */
public final class PlanViewModel {
    private final StepWords words;
    private final TerraformViewModel terraform;
    private final PlanFile script;
    private final ObservableList<StepLine> lines = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Plan> plan = new ReadOnlyObjectWrapper<>(this, "plan");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper(this, "summary", "");
    private final ObservableSet<StepId> accepted = FXCollections.observableSet(new LinkedHashSet<>());
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(this, "ready");

    /**
     * @param signIn how the program signs in to Atlas
     * @param terraform the same plan as a Terraform configuration
     */
    public PlanViewModel(Frame frame, SignIn signIn, TerraformViewModel terraform) {
        this.words = new StepWords(frame.messages(), signIn);
        this.script = new PlanFile(frame);
        this.terraform = terraform;
    }

    /** Shows a plan. An acceptance stays if its step is still undecided. */
    public void show(Plan fresh) {
        lines.setAll(words.lines(fresh));
        summary.set(words.summary(fresh));
        accepted.retainAll(lines.stream()
                .filter(l -> l.mark() == StepLine.Mark.CANNOT_TELL)
                .map(StepLine::id)
                .toList());
        terraform.show(Optional.of(fresh));
        plan.set(fresh);
        judge();
    }

    public void clear() {
        terraform.show(Optional.empty());
        plan.set(null);
        lines.clear();
        summary.set("");
        judge();
    }

    private void judge() {
        ready.set(plan.get() != null && blocked().isEmpty() && everythingDecided());
    }

    /** The whole plan as a script; empty without a plan. */
    public String script() {
        return plan.get() == null ? "" : script.text(plan.get());
    }

    public void saveScript() {
        if (plan.get() != null) {
            script.save(plan.get());
        }
    }

    public void accept(StepId step, boolean goOn) {
        if (goOn) {
            accepted.add(step);
        } else {
            accepted.remove(step);
        }
        judge();
    }

    public List<StepLine> undecided() {
        return lines.stream().filter(l -> l.mark() == StepLine.Mark.CANNOT_TELL).toList();
    }

    public List<StepLine> blocked() {
        return lines.stream().filter(l -> l.mark() == StepLine.Mark.BLOCKED).toList();
    }

    public boolean everythingDecided() {
        return undecided().stream().allMatch(l -> accepted.contains(l.id()));
    }

    public Set<StepId> accepted() {
        return Set.copyOf(accepted);
    }

    public TerraformViewModel terraform() {
        return terraform;
    }

    public ObservableList<StepLine> lines() {
        return lines;
    }

    public ReadOnlyObjectProperty<Plan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** Whether the plan can be carried out: nothing blocks it, and every unknown result is decided about. */
    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }
}
