package dev.cmkconsole.model.atlas;
/** An Atlas organization. */
public record Organization(String id, String name) {}
