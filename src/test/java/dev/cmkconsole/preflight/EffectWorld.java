package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.ATLAS;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.OLD;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.failed;
import static dev.cmkconsole.preflight.WorkingProject.known;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.preflight.effect.Neighbour;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Projects around one role and one key, with documents written by hand, for the evaluation of an act. */
final class EffectWorld {
    static final KeyArn MULTI_REGION =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    static final KeyArn REPLICA = MULTI_REGION.in(new AwsRegion("eu-west-1"));
    static final String ALLOW = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:DescribeKey","kms:Encrypt","kms:Decrypt"],"Resource":["%s"]}]}\
        """;
    static final String ACCESS = ALLOW.formatted(KEY);
    static final String BOTH_KEYS = ALLOW.formatted(KEY + "\",\"" + OLD);
    static final String DENYING = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:DescribeKey","kms:Encrypt","kms:Decrypt"],"Resource":["%s"]},
         {"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}]}\
        """.formatted(KEY);
    static final String OF_ACCOUNT = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"%s}]}\
        """;
    static final String DELEGATION = OF_ACCOUNT.formatted("");
    static final String FROM_ONE_ADDRESS =
            OF_ACCOUNT.formatted(",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"198.51.100.0/24\"}}");
    static final String ADMIN_ONLY = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/admin"},"Action":"kms:*","Resource":"*"}]}\
        """;
    static final String NAMES_ROLE = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/atlas"},"Action":"kms:*","Resource":"*"}]}\
        """;

    static String trust(String... ids) {
        var statements = Stream.of(ids)
                .map(id -> "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ATLAS
                        + "\"},\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\""
                        + id
                        + "\"}}}")
                .toList();
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    /** The projects that the caller sees, and the role in its account. */
    record Situation(List<Neighbour> projects, IamRole role) {
        Situation and(Neighbour another) {
            var all = new ArrayList<>(projects);
            all.add(another);
            return new Situation(all, role);
        }

        Situation admitting(String trust) {
            var changed = new IamRole(
                    ROLE, trust, role.inlinePolicies(), role.attachedPolicies(), Optional.empty(), NOW, Map.of());
            return new Situation(
                    projects.stream()
                            .map(n -> n.facts()
                                    .map(f -> about(n, f.with(Evidence.ROLE, known(Optional.of(changed)))))
                                    .orElse(n))
                            .toList(),
                    changed);
        }

        Situation with(UnaryOperator<AccessFacts> change) {
            return new Situation(
                    projects.stream()
                            .map(n -> n.facts()
                                    .map(f -> about(n, change.apply(f)))
                                    .orElse(n))
                            .toList(),
                    role);
        }

        Situation having(Map<String, String> policies, String... attached) {
            var changed =
                    new IamRole(ROLE, role.trustPolicy(), policies, List.of(attached), Optional.empty(), NOW, Map.of());
            return with(f -> f.with(Evidence.ROLE, known(Optional.of(changed))));
        }
    }

    static Neighbour about(Neighbour n, AccessFacts facts) {
        return n.with(facts, Map.of(OLD, known(List.of())));
    }

    static Neighbour project(String name, String externalId, AwsKms kms) {
        var record = new AccessRole(
                "r-" + name,
                ATLAS,
                externalId,
                Optional.of(ROLE.toString()),
                NOW,
                Optional.of(NOW),
                List.of(AccessRole.FeatureUsage.ENCRYPTION));
        var facts = WorkingProject.well()
                .with(Evidence.RECORDS, known(List.of(record)))
                .with(Evidence.ENCRYPTION, known(new EncryptionAtRest(kms, Set.of(), false)));
        return about(Neighbour.of(named(name), known(kms), known(List.of(record))), facts);
    }

    static Project named(String name) {
        return new Project("5f2a0000000000000000000" + name.length() % 10, name, "o", 1, NOW);
    }

    static AwsKms onRole(String name, String key) {
        return new AwsKms(
                true,
                Optional.of("r-" + name),
                Optional.of(key),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.empty(),
                false,
                true);
    }

    static AwsKms onCredentials(String accessKey) {
        return new AwsKms(
                true,
                Optional.empty(),
                Optional.of(OLD.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.of(accessKey),
                false,
                true);
    }

    static Situation payments() {
        return new Situation(
                        List.of(project("payments", "id-1", onRole("payments", KEY.toString()))),
                        WorkingProject.role(ACCESS))
                .admitting(trust("id-1"))
                .having(Map.of("access", ACCESS));
    }

    /** A project with a key of several regions that is configured in one way or the other. */
    static Situation multiRegion(AwsKms kms) {
        return new Situation(List.of(project("payments", "id-1", kms)), WorkingProject.role(ACCESS))
                .admitting(trust("id-1"))
                .having(Map.of("access", ALLOW.formatted(MULTI_REGION + "\",\"" + REPLICA)))
                .with(f -> f.with(Evidence.KEY, Observed.notRead()).with(Evidence.SNAPSHOTS, known(List.of())));
    }

    static AwsKms stored(String key, Optional<AwsRegion> region, boolean privately) {
        return new AwsKms(true, Optional.of("r-payments"), Optional.of(key), region, Optional.empty(), privately, true);
    }

    static Neighbour billing() {
        return project("billing", "id-2", onRole("billing", KEY.toString()));
    }

    static Neighbour unread() {
        return Neighbour.of(named("hidden"), failed("FORBIDDEN"), failed("FORBIDDEN"));
    }

    static Situation nobody() {
        return new Situation(
                List.of(Neighbour.of(named("payments"), known(AwsKms.OFF), known(List.of()))),
                WorkingProject.role(ACCESS));
    }

    static Situation both() {
        return payments().and(billing()).admitting(trust("id-1", "id-2")).having(Map.of("access", ACCESS));
    }

    private EffectWorld() {}
}
