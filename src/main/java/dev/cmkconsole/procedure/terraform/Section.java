package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.terraform.hcl.Block;
import java.util.List;
import java.util.Set;

/**
 * A resource of the configuration.
 *
 * @param imports the import block of what exists, or none
 * @param steps the steps of the plan that are about it
 */
record Section(Block resource, List<Block> imports, Set<StepId> steps) {
    Section {
        imports = List.copyOf(imports);
        steps = Set.copyOf(steps);
    }
}
