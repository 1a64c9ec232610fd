package dev.cmkconsole.procedure.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.iam.model.Tag;

/** A project in which almost nothing is as the providers' defaults: an export and a plan keep all of it. */
@Alongside
class TerraformKeepsTest {
    private static final String ROLE = "atlas-payments";
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");
    private static final KeyArn OTHER =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20");

    private static Sandbox sandbox;
    private static SandboxedConsole console;
    private static Actual actual;
    private static String project;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(1000).settling(Duration.ZERO));
        console = SandboxedConsole.within(sandbox, new MemoryJournal(new MovingClock(), new ArrayList<>()));
        actual = new Actual(sandbox);
        project = sandbox.projectId("payments-prod");
        inAws();
        inAtlas();
        sandbox.advance(Duration.ofMinutes(30));
    }

    @AfterAll
    static void stop() {
        actual.close();
        console.close();
        sandbox.close();
    }

    /** The operator of the scenario may not do what the administrator of this account did. */
    private static void operatorMayDoEverything() {
        var aws = sandbox.aws().save();
        aws.path("accounts")
                .forEach(account -> account.path("users").forEach(user -> {
                    if (user.path("name").asText().equals("operator")) {
                        ((ObjectNode) user.path("inlinePolicies"))
                                .put(
                                        "all",
                                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
                    }
                }));
        sandbox.aws().restore(aws);
    }

    private static void inAws() {
        operatorMayDoEverything();
        var iam = actual.iam();
        iam.updateRole(
                r -> r.roleName(ROLE).description("ours: ${x} %{y} \"z\"").maxSessionDuration(7200));
        iam.tagRole(r -> r.roleName(ROLE)
                .tags(Tag.builder().key("cost centre").value("a=b").build()));
        var boundary = managed("boundary", "kms:*");
        var attached = managed("attached", "logs:*");
        iam.putRolePermissionsBoundary(r -> r.roleName(ROLE).permissionsBoundary(boundary));
        iam.attachRolePolicy(r -> r.roleName(ROLE).policyArn(attached));
        iam.putRolePolicy(
                r -> r.roleName(ROLE)
                        .policyName("logs_and.more")
                        .policyDocument(
                                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"logs:*\","
                                    + "\"Resource\":\"arn:aws:logs:*:*:${aws:PrincipalTag/team}\",\"Condition\":{\"Bool\":"
                                    + "{\"aws:SecureTransport\":\"true\"},\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":300}}}}"));
        var kms = actual.kms("us-east-1");
        kms.tagResource(r -> r.keyId(KEY.toString())
                .tags(software.amazon.awssdk.services.kms.model.Tag.builder()
                        .tagKey("owner")
                        .tagValue("payments")
                        .build()));
        kms.createAlias(r -> r.aliasName("alias/second/name").targetKeyId(KEY.toString()));
    }

    private static String managed(String name, String action) {
        return actual.iam()
                .createPolicy(r -> r.policyName(name)
                        .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\""
                                + action + "\",\"Resource\":\"*\"}]}"))
                .policy()
                .arn();
    }

    private static void inAtlas() {
        var atlas = actual.atlas();
        sent(atlas.patch("/groups/" + project + "/encryptionAtRest", "{\"enabledForSearchNodes\":true}")
                .status());
        sent(atlas.call(
                        "PATCH",
                        "/groups/" + project + "/clusters/orders",
                        """
                        {"tags":[{"key":"env","value":"prod"}],"labels":[{"key":"team","value":"orders"}],
                         "replicationSpecs":[{"zoneName":"Zone 1","regionConfigs":[{"providerName":"AWS",
                          "regionName":"US_EAST_1","priority":7,
                          "electableSpecs":{"instanceSize":"M30","nodeCount":3,"diskSizeGB":100},
                          "readOnlySpecs":{"instanceSize":"M30","nodeCount":1,"diskSizeGB":100},
                          "analyticsSpecs":{"instanceSize":"M30","nodeCount":1,"diskSizeGB":100},
                          "autoScaling":{"compute":{"enabled":true,"scaleDownEnabled":true,"minInstanceSize":"M20",
                           "maxInstanceSize":"M50"},"diskGB":{"enabled":true}}}]}]}\
                        """,
                        Map.of("Accept", "application/vnd.atlas.2024-10-23+json"))
                .status());
        sent(atlas.post("/groups/" + project + "/alertConfigs", """
            {"eventTypeName":"AWS_ENCRYPTION_KEY_INVALID","enabled":false,"matchers":[],"notifications":[
             {"typeName":"EMAIL","emailAddress":"keys@example.com","intervalMin":30,"delayMin":5}]}\
            """).status());
        sent(atlas.call(
                        "POST",
                        "/groups/" + project + "/flexClusters",
                        """
                        {"name":"small","providerSettings":{"backingProviderName":"AWS","regionName":"US_EAST_1"},
                         "tags":[{"key":"env","value":"test"}]}\
                        """,
                        Map.of("Accept", "application/vnd.atlas.2024-11-13+json"))
                .status());
    }

    private static void sent(int status) {
        assertThat(status).isBetween(200, 299);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anExportKeepsIt() {
        var described = new Described(console.service.terraform(project).whole(), actual, project);

        assertThat(described.form()).isEmpty();
        assertThat(StateComparison.faults(described)).isEmpty();
        var cluster = described
                .resources("mongodbatlas_advanced_cluster")
                .filter(c -> described.text(c, "name").filter("orders"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(cluster.block("lifecycle").orElseThrow().arguments().get("ignore_changes"))
                .as("Atlas scales it, and Terraform does not scale it back")
                .isEqualTo(List.of(
                                "electable_specs.instance_size",
                                "electable_specs.disk_size_gb",
                                "read_only_specs.instance_size",
                                "read_only_specs.disk_size_gb")
                        .stream()
                        .map(p -> new Hcl.Reference("replication_specs[0].region_configs[0]." + p))
                        .toList());
    }

    /** Everything but the key of the configuration and the role's policy is as in the export. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aPlanKeepsItToo() {
        var plan = console.service.plan(
                new RotatePlanner(SandboxedConsole.WAITS),
                RotateChoices.byConsole(new KeyChoice.Existing(OTHER)),
                project);
        var described = new Described(console.service.terraform(plan).whole(), actual, project);

        assertThat(described.form()).isEmpty();
        assertThat(StateComparison.faults(described))
                .hasSize(2)
                .anySatisfy(
                        f -> assertThat(f).startsWith("customer_master_key_id").contains(OTHER.keyId()))
                .anySatisfy(f -> assertThat(f).startsWith("atlas-payments inline policies"));
        var added = described
                .resources("aws_iam_role_policy")
                .filter(p -> described.importId(p).isEmpty())
                .map(p -> described.resolved(p.arguments().get("policy")))
                .map(JsonNode::toString)
                .toList();
        assertThat(added).hasSize(1);
        assertThat(added.getFirst()).contains(OTHER.toString());
    }
}
