package dev.cmkconsole.model.atlas.setup;

/** A cluster that could use a customer's key and does not. */
public record OpenCluster(String project, String cluster) {}
