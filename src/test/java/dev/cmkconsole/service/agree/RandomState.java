package dev.cmkconsole.service.agree;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.Scenarios;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.service.run.OtherHands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A scenario of the sandbox after some acts of other people and of this program, failures and time.
 *
 * @param acts what happened, in words
 * @param journal the history of the program that is asked: of these runs, or of none where another one is asked
 */
record RandomState(String projectId, List<String> acts, Journal journal) {
    /** Every scenario of the sandbox; of the large ones a small one. */
    static final List<String> SCENARIOS = Scenarios.NAMES.stream()
            .map(name -> name.equals("large") ? "large-4x3" : name)
            .toList();

    private static final List<String> OF_CARE = List.of("default", "old-keys", "multi-region", "governed");

    private static final int MOST_ACTS = 4;
    private static final String KEY_FOR_NOBODY = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/operator\"},\"Action\":\"kms:*\","
            + "\"Resource\":\"*\"}]}";

    private enum Event {
        OTHER_PEOPLE,
        RARE,
        OLD_KEYS,
        CARE,
        RUN,
        OWN_ACCESS,
        KMS_UNREACHABLE,
        KMS_REACHABLE,
        PRINCIPAL_DELETED,
        TIME
    }

    /** The first four are many acts each. */
    private static final List<Event> EVENTS = Stream.of(
                    List.of(Event.values()),
                    Collections.nCopies(2, Event.OTHER_PEOPLE),
                    Collections.nCopies(3, Event.RARE),
                    Collections.nCopies(3, Event.OLD_KEYS),
                    Collections.nCopies(1, Event.RUN))
            .flatMap(List::stream)
            .toList();

    static RandomState in(Sandbox sandbox, OtherHands others, RunActs runs, String scenario, Random random) {
        sandbox.load(scenario);
        switches(sandbox, "rateLimitCapacity", 1_000_000);
        var project = OtherHands.any(random, sandbox.atlas().projects()).orElseThrow();
        var acts = new ArrayList<String>();
        acts.add(project.name());
        var journal = new MemoryJournal(sandbox.clock(), new ArrayList<>());
        for (int i = random.nextInt(MOST_ACTS + 1); i > 0; i--) {
            var event = OtherHands.any(random, EVENTS).orElseThrow();
            var act = switch (event) {
                case RUN -> runs.act(project.id(), journal, random);
                case CARE -> care(sandbox, others, runs, project.id(), random);
                default -> act(event, sandbox, others, project.id(), random);
            };
            act.ifPresent(acts::add);
        }
        if (!sandbox.switches().kmsReachable) {
            // Atlas has tried a configuration that somebody saved meanwhile; the outage goes on after that.
            sandbox.advance(Duration.ofMinutes(16));
        }
        // Atlas repeats a try on reading only when the last one is a minute old.
        sandbox.advance(Duration.ofSeconds(random.nextBoolean() ? 90 : 0));
        var history = random.nextInt(4) > 0 ? journal : new MemoryJournal(sandbox.clock(), new ArrayList<>());
        return new RandomState(project.id(), List.copyOf(acts), history);
    }

    private static Optional<String> act(
            Event event, Sandbox sandbox, OtherHands others, String project, Random random) {
        return switch (event) {
            case RUN, CARE -> Optional.empty();
            case OTHER_PEOPLE ->
                OtherHands.any(random, Arrays.asList(OtherHands.Act.values()))
                        .flatMap(act -> others.act(act, project, random));
            case RARE ->
                OtherHands.any(random, Arrays.asList(RareActs.Act.values()))
                        .flatMap(act -> new RareActs(sandbox, others).act(act, project, random));
            case OLD_KEYS ->
                OtherHands.any(random, Arrays.asList(OldKeyActs.Act.values()))
                        .flatMap(act -> new OldKeyActs(sandbox, others).act(act, project, random));
            case OWN_ACCESS -> others.configured(project).flatMap(kms -> own(sandbox, others, project, kms, random));
            case KMS_UNREACHABLE -> Optional.of(reachable(sandbox, false));
            case KMS_REACHABLE -> Optional.of(reachable(sandbox, true));
            case PRINCIPAL_DELETED ->
                OtherHands.any(random, sandbox.aws().keys()).map(k -> deleted(sandbox, k, random));
            case TIME -> Optional.of(time(sandbox, random));
        };
    }

    private static Optional<String> care(
            Sandbox sandbox, OtherHands others, RunActs runs, String project, Random random) {
        return OtherHands.any(random, Arrays.asList(CareActs.Act.values()))
                .flatMap(act -> new CareActs(sandbox, others, runs).act(act, project, random));
    }

    /**
     * A project with a key after two acts of care, and nothing else.
     *
     * @param number chooses the first act
     */
    static RandomState ofCare(Sandbox sandbox, OtherHands others, RunActs runs, int number, Random random) {
        sandbox.load(OtherHands.any(random, OF_CARE).orElseThrow());
        switches(sandbox, "rateLimitCapacity", 1_000_000);
        var encrypted = sandbox.atlas().projects().stream()
                .filter(p -> others.configured(p.id()).isPresent())
                .toList();
        var project = OtherHands.any(random, encrypted).orElseThrow();
        var all = CareActs.Act.values();
        var hands = new CareActs(sandbox, others, runs);
        var acts = Stream.of(all[number % all.length], all[random.nextInt(all.length)])
                .flatMap(act -> hands.act(act, project.id(), random).stream());
        return new RandomState(
                project.id(),
                Stream.concat(Stream.of(project.name()), acts).toList(),
                new MemoryJournal(sandbox.clock(), new ArrayList<>()));
    }

    /** Somebody takes away what lets this very project use its key, or changes it. */
    private static Optional<String> own(Sandbox sandbox, OtherHands others, String project, AwsKms kms, Random random) {
        var key = sandbox.aws().keys().stream()
                .filter(k -> kms.customerMasterKeyId().filter(k.arn()::endsWith).isPresent())
                .findFirst();
        var role = others.records(project).stream()
                .filter(r -> kms.roleId().equals(Optional.of(r.roleId())))
                .flatMap(r -> r.iamRoleArn().stream())
                .filter(arn ->
                        sandbox.aws().roles().stream().anyMatch(r -> r.arn().equals(arn)))
                .findFirst();
        boolean delayed = random.nextBoolean();
        return switch (random.nextInt(4)) {
            case 0 -> key.map(k -> state(sandbox, k, random));
            case 1 ->
                key.map(k -> {
                    sandbox.aws().setKeyPolicy(k.arn(), KEY_FOR_NOBODY);
                    return "its key policy lets nobody in but one user";
                });
            case 2 ->
                role.map(arn -> {
                    var trust = AtlasPolicies.trust(sandbox.aws().atlasAccountArn(), "of-nobody");
                    sandbox.aws().setTrustPolicy(arn, trust.raw(), delayed);
                    return "its trust policy asks for another external id" + (delayed ? ", in a moment" : "");
                });
            default ->
                role.map(arn -> {
                    List.of("atlas-encryption-at-rest", "AtlasEncryptionAtRest-" + project)
                            .forEach(name -> sandbox.aws().setRolePolicy(arn, name, null, delayed));
                    return "its role has no policy" + (delayed ? ", in a moment" : "");
                });
        };
    }

    private static String state(Sandbox sandbox, AwsCloud.KeyView key, Random random) {
        var state = OtherHands.any(random, List.of("Disabled", "PendingDeletion", "Enabled"))
                .orElseThrow();
        sandbox.keyState(key.arn(), state);
        return "its key is " + state;
    }

    static String reachable(Sandbox sandbox, boolean yes) {
        switches(sandbox, "kmsReachable", yes);
        // The scheduled check sees it.
        sandbox.advance(Duration.ofMinutes(16));
        return yes ? "KMS is reachable" : "KMS is unreachable";
    }

    private static void switches(Sandbox sandbox, String name, boolean value) {
        sandbox.change(JsonNodeFactory.instance.objectNode().put(name, value));
    }

    private static void switches(Sandbox sandbox, String name, int value) {
        sandbox.change(JsonNodeFactory.instance.objectNode().put(name, value));
    }

    /** A deleted role or user shows as its bare unique id. */
    private static String deleted(Sandbox sandbox, AwsCloud.KeyView key, Random random) {
        var alone = random.nextBoolean();
        var gone = "{\"Sid\":\"Gone\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"AROAEXAMPLEDELETEDROLE\"},"
                + "\"Action\":\"kms:*\",\"Resource\":\"*\"}";
        var account = "{\"Sid\":\"Account\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                + key.accountId() + ":root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}";
        sandbox.aws()
                .setKeyPolicy(
                        key.arn(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[" + gone + (alone ? "" : "," + account) + "]}");
        return key.arn() + " names a deleted role" + (alone ? " alone" : "");
    }

    private static String time(Sandbox sandbox, Random random) {
        var passed = OtherHands.any(random, List.of(Duration.ofMinutes(2), Duration.ofMinutes(20), Duration.ofHours(5)))
                .orElseThrow();
        sandbox.advance(passed);
        return passed + " pass";
    }
}
