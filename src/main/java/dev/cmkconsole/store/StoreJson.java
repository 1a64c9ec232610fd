package dev.cmkconsole.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.LastCheck;

/**
 * The JSON of the cache. Its form follows the records of {@code model} and may change with every version, because only
 * the cache uses it.
 */
final class StoreJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addMixIn(Observed.class, ObservedKinds.class)
            .addMixIn(Problem.class, ProblemKinds.class)
            .build();

    private StoreJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Observed.Known.class, name = "known"),
        @JsonSubTypes.Type(value = Observed.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = Observed.NotRead.class, name = "notRead")
    })
    private interface ObservedKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Problem.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Problem.NotSignedIn.class, name = "notSignedIn"),
        @JsonSubTypes.Type(value = Problem.RateLimited.class, name = "rateLimited"),
        @JsonSubTypes.Type(value = Problem.ServerFault.class, name = "serverFault"),
        @JsonSubTypes.Type(value = Problem.Unreachable.class, name = "unreachable"),
        @JsonSubTypes.Type(value = Problem.TimedOut.class, name = "timedOut"),
        @JsonSubTypes.Type(value = Problem.Unreadable.class, name = "unreadable"),
        @JsonSubTypes.Type(value = Problem.Local.class, name = "local")
    })
    private interface ProblemKinds {}

    static String write(ProjectSnapshot snapshot) throws JacksonException {
        return JSON.writeValueAsString(snapshot);
    }

    static String write(LastCheck check) throws JacksonException {
        return JSON.writeValueAsString(check);
    }

    static LastCheck check(String json) throws JacksonException {
        return JSON.readValue(json, LastCheck.class);
    }

    static ProjectSnapshot snapshot(String json) throws JacksonException {
        return JSON.readValue(json, ProjectSnapshot.class);
    }
}
