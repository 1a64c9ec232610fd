package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A flex cluster; guarded by its project's lock. */
final class FlexCluster {
    String name;
    ObjectNode document;
    String stateName;
    Instant due;

    FlexCluster() {}

    FlexCluster(String name, ObjectNode document, String stateName, Instant due) {
        this.name = name;
        this.document = document;
        this.stateName = stateName;
        this.due = due;
    }

    ObjectNode body() {
        return document.deepCopy().put("stateName", stateName);
    }
}
