package dev.cmkconsole.sandbox.atlas.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A flex cluster; guarded by its project's lock. */
public final class FlexCluster {
    public String name;
    public ObjectNode document;
    public String stateName;
    public Instant due;

    public FlexCluster() {}

    public FlexCluster(String name, ObjectNode document, String stateName, Instant due) {
        this.name = name;
        this.document = document;
        this.stateName = stateName;
        this.due = due;
    }

    public ObjectNode body() {
        return document.deepCopy().put("stateName", stateName);
    }
}
