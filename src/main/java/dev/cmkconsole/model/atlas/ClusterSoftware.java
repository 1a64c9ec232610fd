package dev.cmkconsole.model.atlas;

/** What runs on a cluster. */
public record ClusterSoftware(String mongoDbVersion, DatabaseEdition edition) {}
