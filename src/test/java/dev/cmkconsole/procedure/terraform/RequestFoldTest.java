package dev.cmkconsole.procedure.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.Replicas;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.configuration.KeySettings;
import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.configuration.ProjectReading;
import dev.cmkconsole.model.configuration.RoleSettings;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.fix.FixProcedure;
import dev.cmkconsole.procedure.oldkey.OldKeyProcedure;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.retire.RetireProcedure;
import dev.cmkconsole.text.Messages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What single requests and unusual objects of AWS become in a configuration. */
class RequestFoldTest {
    private static final KeyArn KEY = Situation.KEY;
    private static final StepId STEP = StepId.of("the-step");
    private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

    private static KeySettings key(KeyArn arn, String origin, String state, Replicas replicas, Instant validTo) {
        return new KeySettings(
                new CustomerKey(
                        arn,
                        "",
                        List.of("alias/ours"),
                        new KeyConfiguration(
                                "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", origin, arn.multiRegion()),
                        new KeyLifecycle(
                                dev.cmkconsole.model.aws.KeyState.of(state),
                                Situation.NOW,
                                Optional.empty(),
                                Optional.ofNullable(validTo)),
                        Optional.of(KeyRotation.OFF),
                        Optional.ofNullable(replicas)),
                Situation.known(POLICY),
                Situation.known(Map.of("aws:own", "x", "ours", "y")));
    }

    private static ProjectReading reading(KeySettings... keys) {
        var all = new LinkedHashMap<KeyArn, Observed<KeySettings>>();
        for (var key : keys) {
            all.put(key.key().arn(), Situation.known(key));
        }
        var arn = new RoleArn("aws", Situation.ACCOUNT, "/teams/data/", "atlas");
        var role = new RoleSettings(
                new IamRole(
                        arn,
                        POLICY,
                        Map.of("ours", POLICY, "theirs", POLICY),
                        List.of(),
                        Optional.empty(),
                        Situation.NOW,
                        Map.of()),
                Optional.empty(),
                3600);
        var documents = new LinkedHashMap<ProjectPart, Observed<List<String>>>();
        for (var part : ProjectPart.values()) {
            documents.put(part, Situation.known(List.of()));
        }
        return new ProjectReading(
                Situation.PROJECT,
                documents,
                Map.of(),
                Map.of("atlas", Situation.known(Optional.of(role))),
                all,
                Situation.known(Situation.ACCOUNT));
    }

    private static TerraformConfiguration after(ProcedureType<?> type, AwsRequest request, ProjectReading reading) {
        var step = Step.aws(STEP)
                .words("enable.allowKey")
                .inTitle("x")
                .inExplanation("x", "y")
                .reversibility(Reversibility.UNDO)
                .request(request)
                .build();
        return TerraformConfiguration.of(
                reading,
                new Plan(type, Situation.PROJECT, Situation.NOW, List.of(step)),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC));
    }

    private static Optional<Hcl.Block> resource(TerraformConfiguration configuration, String type) {
        return Hcl.read(configuration.whole()).stream()
                .filter(b ->
                        b.type().equals("resource") && b.labels().getFirst().equals(type))
                .findFirst();
    }

    private static Object argument(TerraformConfiguration configuration, String type, String name) {
        return resource(configuration, type).orElseThrow().arguments().get(name);
    }

    private static ProjectReading usual() {
        return reading(key(KEY, "AWS_KMS", "Enabled", null, null));
    }

    @Test
    void aKeyIsTurnedOffAndOn() {
        var off = after(OldKeyProcedure.TYPE, new AwsRequest.DisableKey(KEY), usual());
        assertThat(argument(off, "aws_kms_key", "is_enabled")).isEqualTo(false);
        assertThat(off.part(STEP)).contains("is_enabled").contains("import {");

        var on = after(
                OldKeyProcedure.TYPE,
                new AwsRequest.EnableKey(KEY),
                reading(key(KEY, "AWS_KMS", "Disabled", null, null)));
        assertThat(argument(on, "aws_kms_key", "is_enabled")).isEqualTo(true);
    }

    @Test
    void whatStandsBehindAGateSaysSoFirst() {
        var gate = Step.check(StepId.of("gate"))
                .words("enable.valid")
                .status(new dev.cmkconsole.procedure.plan.Status.Blocked(
                        dev.cmkconsole.model.outcome.Text.of("plan.unreadable.clusters")))
                .build();
        var act = Step.aws(STEP)
                .words("enable.allowKey")
                .inTitle("x")
                .inExplanation("x", "y")
                .reversibility(Reversibility.UNDO)
                .request(new AwsRequest.ScheduleKeyDeletion(KEY, 30))
                .build();
        var configuration = TerraformConfiguration.of(
                usual(),
                new Plan(OldKeyProcedure.TYPE, Situation.PROJECT, Situation.NOW, List.of(gate, act)),
                new Messages(Locale.ENGLISH, ZoneOffset.UTC));
        assertThat(configuration.part(STEP)).startsWith("# Not to be applied yet. Step 1 (");
        assertThat(configuration.whole().replace("\n#", "")).contains("Not to be done yet");
    }

    /** Every key is protected from destruction, so what destroys one is done and said outside. */
    @Test
    void aKeyThatGoesIsNoResource() {
        var gone = after(OldKeyProcedure.TYPE, new AwsRequest.ScheduleKeyDeletion(KEY, 30), usual());
        assertThat(resource(gone, "aws_kms_key")).isEmpty();
        assertThat(gone.part(STEP))
                .contains("terraform state rm")
                .contains("aws kms schedule-key-deletion")
                .contains("--pending-window-in-days 30");
        assertThat(gone.whole()).contains("Step 1, by hand:");

        var waiting = reading(key(KEY, "AWS_KMS", "PendingDeletion", null, null));
        assertThat(resource(after(OldKeyProcedure.TYPE, new AwsRequest.CancelKeyDeletion(KEY), waiting), "aws_kms_key"))
                .as("for the provider it does not exist")
                .isEmpty();
    }

    @Test
    void aPolicyThatGoesIsLeftOutAndTheOthersStay() {
        var configuration =
                after(OldKeyProcedure.TYPE, new AwsRequest.DeleteRolePolicy("atlas", "ours", POLICY), usual());
        assertThat(Hcl.read(configuration.whole()).stream()
                        .filter(b -> b.labels().contains("aws_iam_role_policy"))
                        .map(b -> b.arguments().get("name")))
                .containsExactly("theirs");
        assertThat(configuration.part(STEP)).contains("aws iam delete-role-policy");
    }

    @Test
    void anAccessKeyIsNoResourceAndTheTextSaysWhy() {
        var configuration =
                after(RetireProcedure.TYPE, new AwsRequest.DeleteAccessKey("u", "AKIAIOSFODNN7EXAMPLE"), usual());
        assertThat(configuration.part(STEP)).contains("no resource").contains("aws iam delete-access-key");
        assertThat(configuration.whole()).doesNotContain("aws_iam_access_key");
    }

    @Test
    void aRoleOutsideTheRootPathKeepsItsPath() {
        var configuration = after(
                FixProcedure.TYPE,
                new AwsRequest.UpdateTrustPolicy("atlas", POLICY, POLICY.replace("[]", "[{\"Sid\":\"new\"}]")),
                usual());
        assertThat(argument(configuration, "aws_iam_role", "path")).isEqualTo("/teams/data/");
        assertThat(String.valueOf(argument(configuration, "aws_iam_role", "assume_role_policy")))
                .contains("Sid=new");
    }

    /** KMS key material that somebody imported is another resource, and what AWS itself tags is nobody's to set. */
    @Test
    void importedMaterialIsAnExternalKey() {
        var configuration = after(
                OldKeyProcedure.TYPE,
                new AwsRequest.EnableKey(KEY),
                reading(key(KEY, "EXTERNAL", "Enabled", null, Instant.parse("2027-01-01T00:00:00Z"))));
        assertThat(resource(configuration, "aws_kms_key")).isEmpty();
        var key = resource(configuration, "aws_kms_external_key").orElseThrow();
        assertThat(key.arguments())
                .containsEntry("valid_to", "2027-01-01T00:00:00Z")
                .containsEntry("tags", Map.of("ours", "y"));
        assertThat(String.valueOf(key.block("lifecycle").orElseThrow().arguments()))
                .contains("key_material_base64");
        assertThat(argument(configuration, "aws_kms_alias", "target_key_id"))
                .isEqualTo(new Hcl.Reference(key.address() + ".id"));
    }

    @Test
    void aReplicaNamesItsPrimaryKeyInItsOwnRegion() {
        var primary = KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
        var replica = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
        var regions = new Replicas(primary.region(), List.of(primary.region(), replica.region()));
        var configuration = after(
                OldKeyProcedure.TYPE,
                new AwsRequest.EnableKey(replica),
                reading(
                        key(primary, "AWS_KMS", "Enabled", regions, null),
                        key(replica, "AWS_KMS", "Enabled", regions, null)));
        var first = resource(configuration, "aws_kms_key").orElseThrow();
        var second = resource(configuration, "aws_kms_replica_key").orElseThrow();
        assertThat(second.arguments())
                .containsEntry("provider", new Hcl.Reference("aws.eu_west_1"))
                .containsEntry("primary_key_arn", new Hcl.Reference(first.address() + ".arn"));
        assertThat(first.arguments()).containsEntry("multi_region", true);
        assertThat(configuration.files()).containsKeys("aws_us_east_1.tf", "aws_eu_west_1.tf");
    }

    /** The provider replaces a key whose custom key store the configuration does not name. */
    @Test
    void aKeyOfACustomKeyStoreIsNoResource() {
        var configuration = after(
                OldKeyProcedure.TYPE,
                new AwsRequest.EnableKey(KEY),
                reading(key(KEY, "AWS_CLOUDHSM", "Enabled", null, null)));
        assertThat(resource(configuration, "aws_kms_key")).isEmpty();
        assertThat(configuration.whole()).contains(KEY.toString()).contains("AWS_CLOUDHSM");
    }

    @Test
    void whatWasNotReadIsSaidAndLeftAlone() {
        var unread = new ProjectReading(
                Situation.PROJECT,
                Map.of(ProjectPart.CLUSTERS, Situation.failed("HTTP_403")),
                Map.of(),
                Map.of("atlas", Situation.failed("AccessDenied")),
                Map.of(KEY, Situation.failed("AccessDeniedException")),
                Situation.noCredentials());
        var text = TerraformConfiguration.of(unread, new Messages(Locale.ENGLISH, ZoneOffset.UTC))
                .whole();
        assertThat(text.replace("\n#", ""))
                .contains("clusters (HTTP_403)")
                .contains("The role atlas could not be read (AccessDenied)")
                .contains("could not be read (AccessDeniedException)")
                .contains("NO_AWS_CREDENTIALS");
        assertThat(Hcl.read(text).stream().filter(b -> b.type().equals("resource")))
                .isEmpty();
    }
}
