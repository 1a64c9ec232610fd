package dev.cmkconsole.sandbox.aws.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A managed policy with its versions. */
public final class ManagedPolicy {

    public record Version(String document, Instant created) {}

    public final String arn;
    public final String name;
    public final String path;
    public final String id;
    public final Instant created;
    public final Map<String, Version> versions = new LinkedHashMap<>();
    public final Delayed<String> document;
    public String defaultVersion;
    public int lastVersion;
    public Instant updated;
    public String description = "";
    public final Map<String, String> tags = new LinkedHashMap<>();

    public ManagedPolicy(String arn, String name, String path, String id, Instant created, String document) {
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
