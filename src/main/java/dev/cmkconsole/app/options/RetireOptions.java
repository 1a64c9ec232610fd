package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import dev.cmkconsole.service.EncryptionService;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices for retiring an access key. */
public final class RetireOptions implements OrderOptions<RetireChoices> {
    /** Acts as the user types them. */
    enum RetireActOption {
        deactivate,
        reactivate,
        delete
    }

    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--access-key",
            paramLabel = "ID",
            description = "The access key that the project used before its role (default: from the history).")
    private String accessKey;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "The IAM user of the access key, if AWS does not report it.")
    private String user;

    @Option(
            names = "--switched",
            paramLabel = "TIME",
            description =
                    "When the project was switched, if the history does not show it, such as 2027-01-31T12:00:00Z.")
    private Instant switched;

    @Option(
            names = "--act",
            paramLabel = "ACT",
            description = "deactivate, reactivate or delete (default: the next sensible action).")
    private RetireActOption act;

    @Option(
            names = "--wait-days",
            defaultValue = "7",
            paramLabel = "DAYS",
            description = "Days that the access key must be inactive before it is deleted (default: 7).")
    private int days;

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<RetireChoices> order(EncryptionService service) {
        String project = this.project.id();
        var named = Optional.ofNullable(accessKey).map(RetireChoices::checkId);
        var owner = Optional.ofNullable(user).map(RetireChoices::checkUser);
        var facts = accessKey != null && act != null
                ? Optional.<AccessKeyFacts>empty()
                : service.survey(
                                project,
                                new KeySurveyRequest(
                                        named, owner, Optional.ofNullable(switched), Optional.empty(), false))
                        .survey()
                        .value()
                        .flatMap(KeySurvey::accessKey);
        var id = named.or(() -> facts.map(AccessKeyFacts::id))
                .orElseThrow(() -> new InputException("input.accessKey.unknown"));
        var next = act != null
                ? RetireAct.valueOf(act.name().toUpperCase(java.util.Locale.ROOT))
                : facts.flatMap(f -> f.state().value())
                                .filter(s -> s != AccessKeyState.ACTIVE)
                                .isPresent()
                        ? RetireAct.DELETE
                        : RetireAct.DEACTIVATE;
        return new Ordered<>(
                new RetireChoices(
                        id, owner, Optional.ofNullable(switched), next, Duration.ofDays(days), accepted.steps()),
                project);
    }
}
