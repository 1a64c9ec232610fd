package dev.cmkconsole.procedure.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.alert.Acknowledgement;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.atlas.alert.RecipientKind;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.TinyWorld;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AlertRequests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Atlas Admin API, Alert Configurations and Alerts. */
class AlertsPlannerTest {
    private static final String RECORD = "6a793f88c0eb9e7a17716581";
    private static final String ID = "6a793faec0eb9e7a177175e1";
    private static final String ALERT = "6a793faec0eb9e7a177175f1";
    private static final AwsKms CONFIGURED = Situation.using(RECORD, Situation.KEY, true);
    /** With a member that this program does not know, and a Slack channel whose token Atlas masks. */
    private static final String DOCUMENT = """
        {"id":"6a793faec0eb9e7a177175e1","groupId":"g","created":"x","updated":"x","links":[],"enabled":true,
         "eventTypeName":"AWS_ENCRYPTION_KEY_INVALID","matchers":[],"severityOverride":"CRITICAL","later":{"a":1},
         "notifications":[{"typeName":"SLACK","channelName":"keys","notifierId":"6a793faec0eb9e7a177175e2",
          "intervalMin":15,"unheardOf":true}]}\
        """;

    private static AlertConfiguration configuration(
            KeyAlert alert, boolean enabled, String document, Recipient... recipients) {
        return new AlertConfiguration(
                ID,
                alert,
                enabled,
                alert.hasDays() ? Optional.of(90) : Optional.empty(),
                List.of(recipients),
                false,
                new AlertConfiguration.Original(document, List.of()));
    }

    private static List<AlertConfiguration> allOn() {
        return Stream.of(KeyAlert.values())
                .map(a -> configuration(a, true, "{\"notifications\":[]}", Recipient.OWNERS))
                .toList();
    }

    private static List<AlertConfiguration> allBut(AlertConfiguration other) {
        var all = new ArrayList<>(allOn());
        all.removeIf(c -> c.alert() == other.alert());
        all.add(other);
        return all;
    }

    private static Recipient slack() {
        return new Recipient(RecipientKind.SLACK, List.of("keys"), Optional.empty(), Optional.empty(), false);
    }

    private static ProjectSnapshot now(Observed<List<AlertConfiguration>> alerts, Alert... open) {
        var s = new Situation()
                .records(Situation.authorized(RECORD, Situation.ROLE, "ENCRYPTION_AT_REST"))
                .configuration(CONFIGURED)
                .snapshot();
        var atlas = new AtlasSide(
                s.projectOwner(),
                s.roles(),
                s.encryption(),
                s.clusters(),
                Situation.known(List.of(open)),
                ProjectSetup.NOT_READ.withAlerts(alerts));
        return new ProjectSnapshot(s.project(), s.at(), atlas, s.aws(), s.answers());
    }

    private static ProjectSnapshot now(List<AlertConfiguration> alerts, Alert... open) {
        return now(Situation.known(alerts), open);
    }

    private static Plan plan(ProjectSnapshot now, AlertsChoices want) {
        return new AlertsPlanner().plan(now, want);
    }

    private static Step.AtlasStep step(Plan plan, String id) {
        return (Step.AtlasStep) plan.step(StepId.of(id)).orElseThrow();
    }

    private static AtlasRequest request(Plan plan, String id) {
        return step(plan, id).request().orElseThrow();
    }

    private static JsonNode body(AtlasRequest request) {
        return TinyWorld.json(request.body().orElseThrow());
    }

    @Test
    void whatIsMissingIsMadeAndNotifiesTheOwners() {
        var plan = plan(now(List.of()), AlertsChoices.TURN_ON);
        assertThat(plan.open())
                .extracting(s -> s.id().value())
                .containsExactly("alert:rotation", "alert:key-invalid", "alert:configuration", "alert:network");
        var rotation = request(plan, "alert:rotation");
        assertThat(rotation.method() + " " + rotation.path())
                .isEqualTo("POST /api/atlas/v2/groups/" + Situation.PROJECT.id() + "/alertConfigs");
        assertThat(body(rotation)).isEqualTo(TinyWorld.json("""
            {"eventTypeName":"AWS_ENCRYPTION_KEY_NEEDS_ROTATION","enabled":true,"matchers":[],
             "threshold":{"operator":"GREATER_THAN","threshold":90,"units":"DAYS"},
             "notifications":[{"typeName":"GROUP","delayMin":0,"intervalMin":60,"emailEnabled":true,
              "smsEnabled":false,"roles":["GROUP_OWNER"]}]}\
            """));
        assertThat(body(request(plan, "alert:network")).has("threshold"))
                .as("only the alert about rotation has days")
                .isFalse();
    }

    @Test
    void nothingIsLeftToDoWhereAllAreOn() {
        assertThat(plan(now(allOn()), AlertsChoices.TURN_ON).complete()).isTrue();
    }

    @Test
    void whatIsOffIsSwitchedAndNothingElseIsSent() {
        var off = configuration(KeyAlert.KEY_INVALID, false, DOCUMENT, slack());
        var plan = plan(now(allBut(off)), AlertsChoices.TURN_ON);
        var request = request(plan, "alert:key-invalid");
        assertThat(request.method() + " " + request.path() + " "
                        + request.body().orElseThrow())
                .isEqualTo("PATCH /api/atlas/v2/groups/" + Situation.PROJECT.id() + "/alertConfigs/" + ID
                        + " {\"enabled\":true}");
    }

    @Test
    void aChangeRepeatsEverythingThatWasReadAndAddsToIt() {
        var present = configuration(KeyAlert.KEY_INVALID, true, DOCUMENT, slack());
        var plan = plan(
                now(allBut(present)),
                AlertsChoices.TURN_ON
                        .on(Set.of(KeyAlert.KEY_INVALID))
                        .telling(List.of(Recipient.parse("email:keys@example.com"))));
        var request = request(plan, "alert:key-invalid");
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(body(request)).isEqualTo(TinyWorld.json("""
            {"enabled":true,"eventTypeName":"AWS_ENCRYPTION_KEY_INVALID","matchers":[],
             "severityOverride":"CRITICAL","later":{"a":1},
             "notifications":[{"typeName":"SLACK","channelName":"keys",
              "notifierId":"6a793faec0eb9e7a177175e2","intervalMin":15,"unheardOf":true},
              {"typeName":"EMAIL","delayMin":0,"intervalMin":60,"emailAddress":"keys@example.com"}]}\
            """));
    }

    @Test
    void whoIsNotifiedAlreadyIsNotAddedAgain() {
        var want = AlertsChoices.TURN_ON.telling(List.of(Recipient.OWNERS, Recipient.OWNERS));
        assertThat(plan(now(allOn()), want).complete()).isTrue();
    }

    @Test
    void anAlertThatReachesNoOneGetsTheOwners() {
        var silent =
                new Recipient(RecipientKind.ROLE, List.of("GROUP_READ_ONLY"), Optional.empty(), Optional.empty(), true);
        var plan = plan(
                now(allBut(configuration(KeyAlert.NETWORK_DENIED, true, "{\"notifications\":[]}", silent))),
                AlertsChoices.TURN_ON);
        assertThat(body(request(plan, "alert:network"))
                        .at("/notifications/0/roles/0")
                        .asText())
                .isEqualTo("GROUP_OWNER");
    }

    @Test
    void daysAreSetOnTheAlertAboutRotationAlone() {
        var plan = plan(now(allOn()), AlertsChoices.TURN_ON.after(120));
        assertThat(plan.open()).extracting(s -> s.id().value()).containsExactly("alert:rotation");
        assertThat(body(request(plan, "alert:rotation"))
                        .at("/threshold/threshold")
                        .asInt())
                .isEqualTo(120);
        assertThat(plan(now(allOn()), AlertsChoices.TURN_ON.after(90)).complete())
                .isTrue();
        assertThatThrownBy(() -> AlertsChoices.TURN_ON
                        .on(Set.of(KeyAlert.NETWORK_DENIED))
                        .after(120))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> AlertsChoices.TURN_ON.after(0)).isInstanceOf(InputException.class);
    }

    @Test
    void aSecretInClearIsNeitherSentNorLost() {
        var present = new AlertConfiguration(
                ID,
                KeyAlert.KEY_INVALID,
                true,
                Optional.empty(),
                List.of(slack()),
                false,
                new AlertConfiguration.Original("{\"notifications\":[{}]}", List.of("webhookHeadersTemplate")));
        var want = AlertsChoices.TURN_ON.telling(List.of(Recipient.parse("email:keys@example.com")));
        assertThat(step(plan(now(allBut(present)), want), "alert:key-invalid").status())
                .isInstanceOf(Status.Blocked.class);
        var off = new AlertConfiguration(
                ID, present.alert(), false, present.days(), present.recipients(), false, present.original());
        assertThat(step(plan(now(allBut(off)), AlertsChoices.TURN_ON), "alert:key-invalid")
                        .status())
                .as("its switch needs no document")
                .isEqualTo(Status.TO_DO);
    }

    @Test
    void nothingIsSentWhereTheConfigurationsAreNotKnown() {
        var plan = plan(now(Situation.<List<AlertConfiguration>>failed("INTERNAL")), AlertsChoices.TURN_ON);
        assertThat(plan.firstBlocked()).map(Step::id).contains(AlertsPlanner.ALERTS);
        assertThat(plan.complete()).isFalse();
    }

    @Test
    void anOpenAlertIsAcknowledgedUntilATimeAndLater() {
        var until = Situation.NOW.plusSeconds(86_400);
        var open = new Alert(ALERT, "AWS_ENCRYPTION_KEY_INVALID", "OPEN", Situation.NOW);
        var want =
                AlertsChoices.acknowledging(List.of(new Acknowledge(ALERT, Optional.of(until), Optional.of("on it"))));
        var request = request(plan(now(List.of(), open), want), "acknowledge:" + ALERT);
        assertThat(request.method() + " " + request.path() + " "
                        + request.body().orElseThrow())
                .isEqualTo("PATCH /api/atlas/v2/groups/" + Situation.PROJECT.id() + "/alerts/" + ALERT
                        + " {\"acknowledgedUntil\":\"" + until + "\",\"acknowledgementComment\":\"on it\"}");

        var given = new Alert(
                ALERT,
                open.eventType(),
                "OPEN",
                Situation.NOW,
                Optional.of(new Acknowledgement(until, Optional.of("on it"), Optional.of("dana"))));
        assertThat(plan(now(List.of(), given), want).complete()).isTrue();
        var ended = AlertsChoices.acknowledging(List.of(Acknowledge.ending(ALERT)));
        assertThat(request(plan(now(List.of(), given), ended), "unacknowledge:" + ALERT)
                        .body())
                .contains("{\"unacknowledgeAlert\":true}");
        assertThat(plan(now(List.of(), open), ended).complete()).isTrue();
        assertThat(plan(now(List.of()), want).firstBlocked())
                .as("an alert that is not open any more")
                .isPresent();
    }

    @Test
    void aTimeIsADateOrAMomentToCome() {
        var now = Instant.parse("2027-01-30T12:00:00Z");
        assertThat(Acknowledge.moment("2027-01-31", now)).isEqualTo("2027-01-31T00:00:00Z");
        assertThat(Acknowledge.moment(" 2027-01-31T06:00:00Z ", now)).isEqualTo("2027-01-31T06:00:00Z");
        for (var typed : List.of("2027-01-30", "tomorrow", "", "2027-02-30")) {
            assertThatThrownBy(() -> Acknowledge.moment(typed, now)).isInstanceOf(InputException.class);
        }
        assertThatThrownBy(() -> new Acknowledge(ALERT, Optional.empty(), Optional.of("x".repeat(201))))
                .isInstanceOf(InputException.class);
    }

    /** Atlas Admin API, Alert Configurations: Project Alerts Manager is enough, and is not read. */
    @Test
    void whoIsNotOwnerDecidesWhetherToTry() {
        var s = now(List.of());
        var atlas = s.atlas();
        var other = new ProjectSnapshot(
                s.project(),
                s.at(),
                new AtlasSide(
                        Situation.known(false),
                        atlas.roles(),
                        atlas.encryption(),
                        atlas.clusters(),
                        atlas.alerts(),
                        atlas.setup()),
                s.aws(),
                s.answers());
        assertThat(plan(other, AlertsChoices.TURN_ON).undecided())
                .extracting(Step::id)
                .containsExactly(AlertsPlanner.RIGHTS);
        assertThat(plan(other, AlertsChoices.TURN_ON.withAccepted(Set.of(AlertsPlanner.RIGHTS)))
                        .undecided())
                .isEmpty();
    }

    /** Atlas would answer another time than the one sent, and a script or a run would take it for another hand's. */
    @Test
    void anAcknowledgementEndsAtAWholeSecond() {
        var wish = new Acknowledge(
                "rotation", Optional.of(Instant.parse("2027-01-31T12:00:00.699852696Z")), Optional.empty());
        assertThat(wish.until()).contains(Instant.parse("2027-01-31T12:00:00Z"));
    }

    private static AlertConfiguration with(String id, KeyAlert alert, Optional<Integer> days, boolean limited) {
        var one = configuration(alert, true, "{\"notifications\":[{}]}", Recipient.OWNERS);
        return new AlertConfiguration(id, alert, true, days, one.recipients(), limited, one.original());
    }

    private static List<AlertConfiguration> allBut(KeyAlert alert, AlertConfiguration... others) {
        return Stream.concat(allOn().stream().filter(c -> c.alert() != alert), Stream.of(others))
                .toList();
    }

    /** Atlas Admin API, matchers: the conditions that a resource must meet. */
    @Test
    void anAlertWithConditionsIsNotTheAlert() {
        var limited = with(ALERT, KeyAlert.KEY_INVALID, Optional.empty(), true);
        var now = now(allBut(KeyAlert.KEY_INVALID, limited));
        var standing = AlertsPlanner.standings(now, now.setup().alerts().value().orElseThrow()).stream()
                .filter(s -> s.alert() == KeyAlert.KEY_INVALID)
                .findFirst()
                .orElseThrow();
        assertThat(standing.word()).isEqualTo(AlertStanding.Word.LIMITED);
        assertThat(standing.lacking()).isTrue();

        var request = request(plan(now, AlertsChoices.TURN_ON), "alert:key-invalid");
        assertThat(request.operation()).as("beside it").isEqualTo("createAlertConfig");
        var beside = allBut(KeyAlert.KEY_INVALID, limited, with(ID, KeyAlert.KEY_INVALID, Optional.empty(), false));
        assertThat(plan(now(beside), AlertsChoices.TURN_ON).complete()).isTrue();
    }

    @Test
    void aNumberOfDaysIsThatOfEveryConfigurationOfTheAlert() {
        var twice = allBut(
                KeyAlert.NEEDS_ROTATION,
                with(ID, KeyAlert.NEEDS_ROTATION, Optional.of(120), false),
                with(ALERT, KeyAlert.NEEDS_ROTATION, Optional.of(30), false));
        var plan = plan(now(twice), AlertsChoices.TURN_ON.after(120));
        assertThat(plan.complete()).isFalse();
        assertThat(request(plan, "alert:rotation:" + ALERT).path()).endsWith("/alertConfigs/" + ALERT);
        assertThat(plan(now(twice), AlertsChoices.TURN_ON).complete()).isTrue();
    }

    @Test
    void aNumberOfDaysThatAtlasDoesNotShowIsNotClaimed() {
        var unknown = with(ID, KeyAlert.NEEDS_ROTATION, Optional.empty(), false);
        var plan = plan(now(allBut(KeyAlert.NEEDS_ROTATION, unknown)), AlertsChoices.TURN_ON);
        assertThat(step(plan, "alert:rotation").rendering().explanation().key()).isEqualTo("alerts.kept.explain");
        assertThat(plan(now(allBut(KeyAlert.NEEDS_ROTATION, unknown)), AlertsChoices.TURN_ON.after(90))
                        .complete())
                .isFalse();
    }

    @Test
    void aWordNamesEveryOpenAlertOfItsKind() {
        var until = Situation.NOW.plusSeconds(86_400);
        var first = new Alert(ALERT, "AWS_ENCRYPTION_KEY_INVALID", "OPEN", Situation.NOW);
        var second = new Alert(ID, "AWS_ENCRYPTION_KEY_INVALID", "OPEN", Situation.NOW);
        var want = AlertsChoices.acknowledging(
                List.of(new Acknowledge("key-invalid", Optional.of(until), Optional.empty())));
        var plan = plan(now(allOn(), first, second), want);
        assertThat(request(plan, "acknowledge:" + ALERT).path()).endsWith(ALERT);
        assertThat(request(plan, "acknowledge:" + ID).path()).endsWith(ID);
    }

    @Test
    void oneAlertHasOneWish() {
        var until = Optional.of(Situation.NOW.plusSeconds(86_400));
        var one = new Acknowledge("network", until, Optional.empty());
        assertThat(AlertsChoices.acknowledging(List.of(one, one)).acknowledge()).hasSize(1);
        assertThatThrownBy(() -> AlertsChoices.acknowledging(List.of(one, Acknowledge.ending("network"))))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Acknowledge.moment("+1000000-01-01T00:00:00Z", Situation.NOW))
                .isInstanceOf(InputException.class);
    }

    /** A script looks for another effect where an acknowledgement ends. */
    @Test
    void aCommentThatNamesTheMemberEndsNothing() {
        var project = Situation.PROJECT.id();
        assertThat(AlertRequests.endsAcknowledgement(AlertRequests.unacknowledge(project, ALERT)))
                .isTrue();
        assertThat(AlertRequests.endsAcknowledgement(AlertRequests.acknowledge(
                        project, ALERT, Situation.NOW, Optional.of("no \"unacknowledgeAlert\":true, please"))))
                .isFalse();
    }
}
