package dev.cmkconsole.ui.plan;

import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.terraform.TerraformConfiguration;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.task.TaskHandle;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The Terraform configuration of the plan that is shown. It takes a full reading, which begins when somebody looks. */
public final class TerraformViewModel {
    /** What is shown of it. */
    public sealed interface Shown {
        record NotAsked() implements Shown {}

        record Reading() implements Shown {}

        record Failed(String reason) implements Shown {}

        record Ready(TerraformConfiguration configuration) implements Shown {}
    }

    private final Frame frame;
    private final Function<Plan, TerraformConfiguration> read;
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(new Shown.NotAsked());
    private Optional<Plan> plan = Optional.empty();
    private TaskHandle task = TaskHandle.ENDED;

    /** @param read reads the project; called on a background thread */
    public TerraformViewModel(Frame frame, Function<Plan, TerraformConfiguration> read) {
        this.frame = frame;
        this.read = read;
    }

    void show(Optional<Plan> fresh) {
        task.cancel();
        plan = fresh;
        shown.set(new Shown.NotAsked());
    }

    /** Reads once for each plan. */
    public void open() {
        if (plan.isEmpty() || !(shown.get() instanceof Shown.NotAsked)) {
            return;
        }
        var about = plan.get();
        shown.set(new Shown.Reading());
        task = frame.tasks()
                .run(
                        () -> read.apply(about),
                        configuration -> shown.set(new Shown.Ready(configuration)),
                        why -> shown.set(
                                new Shown.Failed(frame.messages().explain(why).what())));
    }

    /** The part of a step; empty until the project is read. */
    public Optional<String> part(StepId step) {
        return shown.get() instanceof Shown.Ready(var configuration)
                ? Optional.of(configuration.part(step))
                : Optional.empty();
    }

    /** Writes the configuration to a folder that the user selects. */
    void save() {
        if (shown.get() instanceof Shown.Ready(var configuration)) {
            new TerraformFolder(frame).save(() -> configuration);
        }
    }

    public ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }
}
