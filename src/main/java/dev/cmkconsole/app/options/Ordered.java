package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.plan.Choices;

/** What is asked of a procedure on the command line: the choices, and the project they are for. */
public record Ordered<C extends Choices<C>>(C choices, String projectId) {}
