package dev.cmkconsole.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.StepAttempt;
import java.time.Instant;
import java.util.Optional;

/**
 * A report as JSON for programs; {@code docs/report-format.md} is its specification. Members without a value are
 * left out. The names and the order of members stand here and in {@link JsonDocument}.
 */
public final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(RunFacts.Lane.class, LaneMembers.class)
            .addMixIn(RunFacts.CheckFact.class, AnswerMembers.class)
            .addMixIn(RunReport.Request.class, RequestMembers.class)
            .addMixIn(RunReport.EntryNumbers.class, EntryMembers.class)
            .addMixIn(RunReport.Times.class, TimeMembers.class)
            .addMixIn(RecordedResult.class, ResultMembers.class)
            .addMixIn(RunReport.Source.class, SourceMembers.class)
            .addMixIn(HistoryFile.JournalCheck.class, CheckMembers.class)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Phrasebook words;

    public JsonReport(Phrasebook words) {
        this.words = words;
    }

    String text(RunReport report) {
        return json(report).toPrettyString() + "\n";
    }

    /** The same, to be a part of something greater. */
    public JsonNode json(RunReport report) {
        return JSON.valueToTree(JsonDocument.of(report, words));
    }

    interface LaneMembers {
        @JsonProperty("problem")
        Object told();
    }

    @JsonPropertyOrder({"id", "question", "verdict", "reason", "accepted", "at", "advice"})
    interface AnswerMembers {}

    interface RequestMembers {
        @JsonUnwrapped
        RunReport.EntryNumbers entries();

        @JsonProperty("run")
        String runId();

        @JsonUnwrapped
        StepAttempt stepAttempt();

        @JsonUnwrapped
        RunReport.Times times();

        @JsonUnwrapped
        RunReport.Sent sent();

        @JsonUnwrapped
        RecordedResult result();
    }

    interface EntryMembers {
        @JsonProperty("intentEntry")
        Optional<Long> intent();

        @JsonProperty("closingEntry")
        Optional<Long> closing();
    }

    interface TimeMembers {
        @JsonProperty("closedAt")
        Optional<Instant> closed();
    }

    @JsonPropertyOrder({"outcome", "status", "code", "requestId", "answer"})
    interface ResultMembers {}

    /** Reports from before a journal could be newer do not have the member. */
    interface CheckMembers {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean newer();
    }

    interface SourceMembers {
        @JsonProperty("firstEntry")
        long first();

        @JsonProperty("lastEntry")
        long last();

        @JsonProperty("lastHash")
        String hash();

        @JsonProperty("journal")
        Optional<HistoryFile.JournalCheck> check();
    }
}
