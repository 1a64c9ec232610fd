package dev.cmkconsole.model;

/** An Atlas organisation. */
public record Organization(String id, String name) {}
