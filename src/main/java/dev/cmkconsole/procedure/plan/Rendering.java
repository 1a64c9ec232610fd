package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;
import java.util.Optional;

/**
 * What a step says beside its request. The texts for the Atlas API and the command line come from the request itself.
 *
 * @param explanation what happens
 * @param terraform Terraform resources
 */
public record Rendering(Text explanation, Optional<String> terraform) {}
