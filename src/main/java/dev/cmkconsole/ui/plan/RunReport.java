package dev.cmkconsole.ui.plan;

import dev.cmkconsole.model.EncryptionAtRest;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.procedure.RunResult;
import dev.cmkconsole.text.Messages;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run as a text for a ticket or an auditor: times in UTC, identifiers whole, no secrets. */
final class RunReport {
    private final Messages messages;
    private final Clock clock;

    RunReport(Messages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    String text(RunViewModel run) {
        var lines = new ArrayList<String>();
        lines.add(run.headlineProperty().get());
        lines.add(messages.get("report.project", run.project().name(), run.project().id()));
        lines.add(messages.get("report.at", String.valueOf(clock.instant().truncatedTo(ChronoUnit.SECONDS))));
        RunResult result = run.result();
        if (result != null) {
            lines.add(messages.get("report.run", result.runId(), run.procedure().id()));
            lines.addAll(facts(result.now()));
        }
        lines.add("");
        run.lines().forEach(l -> lines.add(l.asText().replace("\t", " | ")));
        if (run.problemProperty().get() != null) {
            var words = messages.explain(run.problemProperty().get(), Optional.ofNullable(result).flatMap(RunResult::outcome));
            lines.addAll(List.of("", words.what(), words.means(), words.next(), words.details()));
        }
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private List<String> facts(ProjectSnapshot now) {
        var lines = new ArrayList<String>();
        now.encryption().value().map(EncryptionAtRest::awsKms).filter(EncryptionAtRest.AwsKms::enabled).ifPresent(kms -> {
            now.configuredRole().flatMap(r -> r.iamRoleArn()).ifPresent(arn -> lines.add(messages.get("report.role", arn)));
            kms.customerMasterKeyId().ifPresent(key -> lines.add(messages.get("report.key", key)));
            kms.region().ifPresent(region -> lines.add(messages.get("report.region", region.atlasName())));
            lines.add(messages.get(kms.valid() ? "report.valid" : "report.invalid"));
        });
        now.clusters().value().ifPresent(_ -> lines.add(messages.get("report.clusters", now.encryptedClusters(), now.eligibleClusters())));
        return lines;
    }
}
