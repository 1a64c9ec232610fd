package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;
import java.util.Optional;

/**
 * One step as people would do it by hand. Never contains a secret: commands read credentials from the environment.
 *
 * @param explanation what happens
 * @param api curl command for an Atlas request
 * @param cli Atlas CLI or AWS CLI command
 * @param terraform resource blocks
 */
public record Rendering(Text explanation, Optional<String> api, Optional<String> cli, Optional<String> terraform) {}
