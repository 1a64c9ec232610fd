package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;
import java.util.List;

/**
 * Something that an earlier or a simultaneous run made and that nothing uses, or that this run leaves if it ends before
 * it has deleted it.
 *
 * @param advice what to do about it
 * @param commands what deletes it; empty while something may still need it
 */
public record Leftover(Text what, Text advice, List<Step.Copyable> commands) {
    public Leftover {
        commands = List.copyOf(commands);
    }
}
