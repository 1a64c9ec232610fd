package dev.cmkconsole.procedure.plan;

import dev.cmkconsole.model.outcome.Text;

/**
 * What a step says beside its request. The texts for other tools come from the request itself.
 *
 * @param explanation what happens
 */
public record Rendering(Text explanation) {}
