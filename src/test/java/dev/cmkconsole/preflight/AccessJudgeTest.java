package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.known;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.JudgeTable;
import dev.cmkconsole.policy.JudgeTable.Row;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Atlas may do, by the judge's tables: assume the role, and use the key in its session. */
@Alongside
class AccessJudgeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOREIGN = WorkingProject.KEY.toString().replace("111122223333", "444455556666");
    private static final String BOUNDARY = "arn:aws:iam::111122223333:policy/limit";
    private static final String THREE = "[\"kms:DescribeKey\",\"kms:Encrypt\",\"kms:Decrypt\"]";
    private static final Map<String, String> STATEMENTS = Map.of(
            "ROOT",
            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"$ROOT\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}",
            "OPERATOR",
            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/operator\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}",
            "NAMES",
            "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"$ROLE\"},\"Action\":" + THREE + ",\"Resource\":\"*\"}",
            "three",
            "{\"Effect\":\"Allow\",\"Action\":" + THREE + ",\"Resource\":\"$KEY\"}",
            "OWN",
            AtlasPolicies.trustStatement(WorkingProject.ATLAS, "id-1").toString());

    static Stream<Row> keys() {
        return JudgeTable.rows("atlas-key");
    }

    static Stream<Row> trusts() {
        return JudgeTable.rows("atlas-trust");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void useOfTheKey(Row row) {
        var gate = KeyAccessEvaluation.of(facts(row)).orElseThrow();
        var answers = AtlasPolicies.KEY_ACTIONS.stream()
                .map(action -> gate.together(action).allowed().name().substring(0, 1))
                .collect(Collectors.joining());
        assertThat(answers).as(row.why()).isEqualTo(row.get("expected"));
    }

    @ParameterizedTest
    @MethodSource("trusts")
    void assumingTheRole(Row row) {
        var trust = PolicyDocument.parse(document(row.get("statements"), "2012-10-17", WorkingProject.KEY.toString()));
        var record = new AccessRole(
                "r1",
                WorkingProject.ATLAS,
                "id-1",
                Optional.of(WorkingProject.ROLE.toString()),
                WorkingProject.NOW,
                Optional.empty(),
                List.of());
        var answer = TrustEvaluation.of(WorkingProject.ROLE, trust, record, WorkingProject.NOW)
                .answer();
        assertThat(answer.allowed().name().substring(0, 1)).as(row.why()).isEqualTo(row.get("expected"));
    }

    private static AccessFacts facts(Row row) {
        var situation = situation(row.get("situation"));
        var foreign = "foreign".equals(situation.get("key"));
        var key = foreign ? KeyArn.of(FOREIGN) : WorkingProject.KEY;
        var focus = CheckFocus.of(
                Optional.of(WorkingProject.ROLE), Optional.of(new KeyReference.ByArn(key)), Optional.of(key.region()));
        var facts = WorkingProject.well(focus, situation.containsKey("private"))
                .with(
                        Evidence.KEY_POLICY,
                        known(document(
                                row.get("key policy"),
                                situation.getOrDefault("version", "2012-10-17"),
                                key.toString())))
                .with(Evidence.KEY, foreign ? Observed.notRead() : known(named(situation.get("alias"))))
                .with(Evidence.ROLE, known(Optional.of(role(row.get("role policy"), situation, key))))
                .with(Evidence.MANAGED, known(managed(situation)))
                .with(Evidence.KEY_TAGS, known(tags(situation, "keytag")))
                .with(Evidence.GRANTS, known(grants(situation)));
        return unread(facts, situation.getOrDefault("unread", ""));
    }

    private static CustomerKey named(@Nullable String alias) {
        var key = WorkingProject.key("Enabled", "AWS_KMS", Optional.empty());
        return new CustomerKey(
                key.arn(),
                key.description(),
                alias == null ? List.of() : List.of(alias, "alias/second"),
                key.configuration(),
                key.lifecycle(),
                key.rotation(),
                key.replicas());
    }

    private static AccessFacts unread(AccessFacts facts, String what) {
        return switch (what) {
            case "" -> facts;
            case "keypolicy" -> facts.with(Evidence.KEY_POLICY, Observed.notRead());
            case "role" -> facts.with(Evidence.ROLE, Observed.notRead());
            case "grants" -> facts.with(Evidence.GRANTS, Observed.notRead());
            case "nodes" -> facts.with(Evidence.NODES, Observed.notRead());
            case "configuration" -> facts.with(Evidence.ENCRYPTION, Observed.notRead());
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static Map<String, String> situation(String words) {
        var map = new HashMap<String, String>();
        for (var word : words.isEmpty() ? new String[0] : words.split(" ")) {
            var parts = word.split("=", 2);
            map.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return map;
    }

    private static IamRole role(String policy, Map<String, String> situation, KeyArn key) {
        return new IamRole(
                RoleArn.of(WorkingProject.ROLE.toString()),
                AtlasPolicies.trust(WorkingProject.ATLAS, "id-1").raw(),
                policy.equals("none") ? Map.of() : Map.of("access", document(policy, "2012-10-17", key.toString())),
                List.of(),
                situation.containsKey("boundary") ? Optional.of(BOUNDARY) : Optional.empty(),
                WorkingProject.NOW,
                tags(situation, "roletag"));
    }

    private static ManagedPolicies managed(Map<String, String> situation) {
        return new ManagedPolicies(
                List.of(),
                Optional.ofNullable(situation.get("boundary"))
                        .map(kind -> new ManagedPolicies.ManagedPolicy(BOUNDARY, boundary(kind))));
    }

    private static Observed<String> boundary(String kind) {
        return switch (kind) {
            case "full" -> known(identity("Allow", "\"kms:*\""));
            case "crypto" -> known(identity("Allow", "[\"kms:Encrypt\",\"kms:Decrypt\"]"));
            case "none" -> known(identity("Allow", "\"s3:*\""));
            case "deny" -> known(identity("Deny", "\"kms:*\""));
            case "unread" -> Observed.notRead();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String identity(String effect, String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"" + effect + "\",\"Action\":" + action
                + ",\"Resource\":\"*\"}}";
    }

    private static Map<String, String> tags(Map<String, String> situation, String prefix) {
        return situation.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix + ":"))
                .collect(Collectors.toMap(e -> e.getKey().substring(prefix.length() + 1), Map.Entry::getValue));
    }

    private static List<KeyGrant> grants(Map<String, String> situation) {
        var operations = situation.getOrDefault("grant", "");
        return operations.isEmpty()
                ? List.of()
                : List.of(new KeyGrant(
                        "g",
                        situation.getOrDefault("grantee", WorkingProject.ROLE.toString()),
                        Set.of(operations.split(",")),
                        situation.containsKey("constrained")));
    }

    private static String document(String statements, String version, String key) {
        var document = JSON.createObjectNode();
        if (!version.isEmpty()) {
            document.put("Version", version);
        }
        var array = document.putArray("Statement");
        Arrays.stream(statements.split(" \\+ "))
                .map(word -> STATEMENTS.getOrDefault(word, word))
                .map(text -> text.replace("$ROOT", "arn:aws:iam::111122223333:root")
                        .replace("$ACCOUNT", "111122223333")
                        .replace("$ROLE", WorkingProject.ROLE.toString())
                        .replace("$ATLAS", WorkingProject.ATLAS)
                        .replace("$KEY", key))
                .map(AccessJudgeTest::parse)
                .forEach(array::add);
        return document.toString();
    }

    private static ObjectNode parse(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
