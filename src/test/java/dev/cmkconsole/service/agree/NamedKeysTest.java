package dev.cmkconsole.service.agree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An earlier key that neither a snapshot nor the history names is found by the list of keys and by the check alike. */
class NamedKeysTest {
    /** Nothing in the scenario names it in payments-prod. */
    private static final String FORGOTTEN = "e8047d26-bb39-4a51-9c6f-85a2d70c11de";

    private Surfaces surfaces;
    private Sandbox sandbox;
    private String project;

    @BeforeEach
    void start() {
        surfaces = new Surfaces();
        sandbox = surfaces.sandbox();
        sandbox.load("default");
        project = sandbox.projectId("payments-prod");
        // A key of which not all is known is named by the check.
        sandbox.faults().inject(Fault.status("listBackupRestoreJobs", 403).times(0));
    }

    @AfterEach
    void stop() {
        surfaces.close();
    }

    private List<String> inKeys(Said said) {
        return said.keys().keys().stream().map(k -> Said.plain(k.name())).toList();
    }

    private List<String> inCheck(Said said) {
        return said.report().result(CheckId.OLD_KEYS).orElseThrow().verdict().reasoning().stream()
                .filter(line -> line.key().startsWith("check.old-keys.key."))
                .map(line -> Said.plain(line.args().getFirst().toString()))
                .toList();
    }

    @Test
    void nothingNamesItAndNothingIsSaidOfIt() {
        var said = surfaces.ask(project);
        assertThat(inKeys(said)).doesNotContain(Said.plain(FORGOTTEN));
        assertThat(inCheck(said)).doesNotContain(Said.plain(FORGOTTEN));
    }

    @Test
    void anAttachedPolicyNamesIt() {
        var aws = (ObjectNode) sandbox.aws().save();
        var account = account(aws);
        account.withArray("policies")
                .addObject()
                .put("name", "atlas-keys")
                .put(
                        "document",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:Decrypt\","
                                + "\"Resource\":\"arn:aws:kms:us-east-1:111122223333:key/" + FORGOTTEN + "\"}]}");
        var configured = surfaces.ask(project).report().role().orElseThrow().name();
        account.path("roles").forEach(role -> {
            if (role.path("name").asText().equals(configured)) {
                ((ObjectNode) role).withArray("managedPolicies").add("arn:aws:iam::111122223333:policy/atlas-keys");
            }
        });
        sandbox.aws().restore(aws);
        var said = surfaces.ask(project);
        assertThat(inKeys(said)).contains(Said.plain(FORGOTTEN));
        assertThat(inCheck(said)).contains(Said.plain(FORGOTTEN));
    }

    /** The tags that this program gives to a key when it makes it. */
    @Test
    void theTagsOfThisProgramNameIt() {
        var aws = (ObjectNode) sandbox.aws().save();
        account(aws).path("keys").forEach(key -> {
            if (key.path("id").asText().equals(FORGOTTEN)) {
                ((ObjectNode) key).remove("aliases");
                ((ObjectNode) key)
                        .putObject("tags")
                        .put("ManagedBy", "cmk-console")
                        .put("AtlasProject", project);
            }
        });
        sandbox.aws().restore(aws);
        var said = surfaces.ask(project);
        assertThat(inKeys(said)).contains(Said.plain(FORGOTTEN));
        assertThat(inCheck(said)).contains(Said.plain(FORGOTTEN));
    }

    private static ObjectNode account(ObjectNode aws) {
        return StreamSupport.stream(aws.path("accounts").spliterator(), false)
                .filter(a -> a.path("id").asText().equals("111122223333"))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
