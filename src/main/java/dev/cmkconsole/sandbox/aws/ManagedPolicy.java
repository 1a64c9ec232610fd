package dev.cmkconsole.sandbox.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A managed policy with its versions. */
final class ManagedPolicy {

    record Version(String document, Instant created) {}

    final String arn;
    final String name;
    final String path;
    final String id;
    final Instant created;
    final Map<String, Version> versions = new LinkedHashMap<>();
    final Delayed<String> document;
    String defaultVersion;
    int lastVersion;
    Instant updated;
    String description = "";

    ManagedPolicy(String arn, String name, String path, String id, Instant created, String document) {
        this.arn = arn;
        this.name = name;
        this.path = path;
        this.id = id;
        this.created = created;
        this.updated = created;
        this.document = new Delayed<>(document);
        this.lastVersion = 1;
        this.defaultVersion = "v1";
        versions.put("v1", new Version(document, created));
    }
}
