package dev.cmkconsole.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.UserMessage;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A report in the shape of its JSON: components are members, in this order. */
record JsonDocument(
        @JsonUnwrapped Heading heading,
        @JsonUnwrapped Course course,
        @JsonUnwrapped Stop stop,
        Optional<Facts> before,
        Optional<Facts> after,
        @JsonUnwrapped Content content,
        RunReport.Source source) {
    private static final String FORMAT = "cmk-console-run-report";
    static final int VERSION = 1;

    record Heading(
            String format,
            int v,
            String run,
            String procedure,
            List<String> parts,
            Optional<String> continuedBy,
            Project project) {
        private static Heading of(RunOrigin origin, RunReport.Course course) {
            return new Heading(
                    FORMAT,
                    VERSION,
                    origin.runId(),
                    origin.procedure(),
                    course.parts(),
                    course.continuedBy(),
                    new Project(origin.projectId(), origin.projectName()));
        }
    }

    record Project(String id, String name) {}

    record Course(String actor, String connection, Instant began, Optional<Instant> ended, RunReport.Ending result) {
        private static Course of(RunOrigin origin, RunReport.Course course) {
            return new Course(origin.actor(), origin.connection(), course.began(), course.ended(), course.ending());
        }
    }

    /** Where and why it stopped. */
    record Stop(
            Optional<String> stoppedAt,
            Optional<UserMessage> problem,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RunFacts.Lane> failed) {
        private static Stop of(Optional<RunFacts.End> end) {
            return new Stop(
                    end.flatMap(RunFacts.End::at),
                    end.flatMap(RunFacts.End::told),
                    end.map(RunFacts.End::lanes).orElse(List.of()));
        }
    }

    /** What the project was like. */
    record Facts(
            Instant at,
            Optional<Posture> posture,
            @JsonUnwrapped ProjectFacts.AccessFact access,
            @JsonUnwrapped Key key,
            @JsonUnwrapped Clusters clusters,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProjectFacts.Unread> unread,
            Optional<ProjectFacts.ClockFact> clock) {
        private static Facts of(ProjectFacts facts) {
            return new Facts(
                    facts.at(),
                    facts.posture(),
                    facts.access(),
                    Key.of(facts.encryptionKey()),
                    Clusters.of(facts),
                    facts.unread(),
                    facts.clock());
        }
    }

    record Key(
            Optional<String> key,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> aliases,
            Optional<String> keyState,
            Optional<String> region,
            Optional<Boolean> valid,
            Optional<Boolean> privateNetworking) {
        private static Key of(ProjectFacts.KeyFact key) {
            return new Key(
                    key.key(), key.aliases(), key.keyState(), key.region(), key.valid(), key.privateNetworking());
        }
    }

    record Clusters(
            Optional<Long> clustersEncrypted,
            Optional<Long> clustersEligible,
            Optional<List<ProjectFacts.ClusterFact>> clusters) {
        private static Clusters of(ProjectFacts facts) {
            return new Clusters(
                    facts.clusters().map(_ -> facts.encrypted()),
                    facts.clusters().map(_ -> facts.eligible()),
                    facts.clusters());
        }
    }

    record Content(
            List<RunFacts.Warning> irreversible,
            List<RunReport.Checks> checks,
            List<RunReport.Request> requests,
            List<Next> next) {}

    record Next(String code, String words, Optional<String> place) {}

    static JsonDocument of(RunReport report, Phrasebook words) {
        return new JsonDocument(
                Heading.of(report.origin(), report.course()),
                Course.of(report.origin(), report.course()),
                Stop.of(report.end()),
                report.before().map(Facts::of),
                report.after().map(Facts::of),
                new Content(
                        report.precautions().irreversible(),
                        report.precautions().checks(),
                        report.requests(),
                        report.next().stream()
                                .map(act -> new Next(act.code(), words.say(act.words()), act.place()))
                                .toList()),
                report.source());
    }
}
