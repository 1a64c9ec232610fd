package dev.cmkconsole.service.agree;

import dev.cmkconsole.policy.cedar.KeyStatement;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.guard.GuardStatements;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.run.OtherHands;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the organization requires of its projects, who may end a key, and what another computer proved. */
final class CareActs {
    private static final String CHANGE_OF_CLUSTERS =
            "forbid (principal, action == ResourcePolicy::Action::\"cluster.modify\", resource)";
    private static final String USER = "arn:aws:iam::" + OtherHands.OURS + ":user/";

    private static final List<String> UNREADABLE = List.of(
            "listOrgResourcePolicies", "getNonCompliantResources", "getCompliancePolicy", "listBackupRestoreJobs");

    private final Sandbox sandbox;
    private final OtherHands others;
    private final RunActs runs;

    enum Act {
        POLICY,
        UNREAD,
        GUARDED,
        PROVED
    }

    CareActs(Sandbox sandbox, OtherHands others, RunActs runs) {
        this.sandbox = sandbox;
        this.others = others;
        this.runs = runs;
    }

    /** @return the change, in words; empty where it did not apply or was refused */
    Optional<String> act(Act act, String project, Random random) {
        return switch (act) {
            case POLICY -> policy(project, random);
            case UNREAD -> OtherHands.any(random, UNREADABLE).map(this::refused);
            case PROVED -> runs.proof(project, random);
            case GUARDED -> OtherHands.any(random, ours(project)).map(key -> guarded(key, random));
        };
    }

    private Optional<String> policy(String project, Random random) {
        var other = OtherHands.any(random, sandbox.atlas().projects())
                .map(p -> p.id())
                .orElse(project);
        return OtherHands.any(
                        random,
                        List.of(
                                List.of(KeyStatement.CLUSTERS.in(project)),
                                List.of(KeyStatement.CLUSTERS.everywhere()),
                                List.of(KeyStatement.SEARCH_NODES.in(project)),
                                List.of(KeyStatement.CLUSTERS.in(project), KeyStatement.SEARCH_NODES.everywhere()),
                                List.of(KeyStatement.CLUSTERS.in(other)),
                                List.of(CHANGE_OF_CLUSTERS + ";"),
                                List.of(CHANGE_OF_CLUSTERS
                                        + " unless { context.cluster.cloudProviders =="
                                        + " [ResourcePolicy::CloudProvider::\"aws\"] };"),
                                List.of(CHANGE_OF_CLUSTERS
                                        + " when { !context.cluster.encryptionAtRest.customerManagedKey.enabled &&"
                                        + " context.cluster.regions.contains(ResourcePolicy::Region::\"aws:us-east-1\")"
                                        + " };")))
                .flatMap(bodies -> others.policy(project, name(random), bodies));
    }

    private static String name(Random random) {
        return random.nextBoolean() ? "require-customer-keys" : "rules-" + random.nextInt(1000);
    }

    private String refused(String operation) {
        sandbox.faults().inject(Fault.status(operation, 403).times(0));
        return operation + " is refused";
    }

    /** The project's key in every region. */
    private List<AwsCloud.KeyView> ours(String project) {
        var configured = others.configured(project).flatMap(kms -> kms.customerMasterKeyId());
        return sandbox.aws().keys().stream()
                .filter(k -> k.accountId().equals(OtherHands.OURS))
                .filter(k -> configured
                        .filter(id -> k.arn().endsWith(RareActs.id(id)))
                        .isPresent())
                .toList();
    }

    private String guarded(AwsCloud.KeyView key, Random random) {
        var exempt = OtherHands.any(
                        random,
                        List.of(
                                List.of(USER + "operator"),
                                List.of(USER + "operator", USER + "auditor"),
                                List.of(USER + "auditor"),
                                List.of("arn:aws:iam::" + OtherHands.OURS + ":role/*")))
                .orElseThrow();
        boolean root = random.nextInt(3) > 0;
        boolean waits = random.nextInt(3) > 0;
        var named = Stream.concat(
                        exempt.stream(),
                        root ? Stream.of("arn:aws:iam::" + OtherHands.OURS + ":root") : Stream.<String>empty())
                .toList();
        var statements = Stream.of(
                        Optional.of(GuardStatements.onlyNamed(named).toString()),
                        waits ? Optional.of(GuardStatements.longWait().toString()) : Optional.<String>empty())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(",", "[", ","));
        sandbox.aws()
                .setKeyPolicy(
                        key.arn(),
                        AtlasPolicies.defaultKeyPolicy("aws", OtherHands.OURS)
                                .raw()
                                .replaceFirst("\\[", java.util.regex.Matcher.quoteReplacement(statements)));
        return key.arn() + " may be ended by " + named + (waits ? " after 30 days" : "");
    }
}
