package dev.cmkconsole.model.atlas;
/** An Atlas organisation. */
public record Organization(String id, String name) {}
