package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.record.ShortenedId;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicySyntaxException;
import dev.cmkconsole.preflight.roles.RecordStanding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects every key a project ever used, from all sources that name one, and what AWS reports about each. */
final class KeyNames {
    private final AwsGateway aws;
    private final KeyHistory history;
    private final Clock clock;

    KeyNames(AwsGateway aws, KeyHistory history, Clock clock) {
        this.aws = aws;
        this.history = history;
        this.clock = clock;
    }

    /** One key with the names that the sources use for it. */
    private static final class Met {
        private final Set<Seen> seen = EnumSet.noneOf(Seen.class);
        private Optional<KeyArn> arn = Optional.empty();
        private Optional<AwsRegion> region = Optional.empty();
        private String name = "";
    }

    /**
     * The policies of the role with which Atlas uses the project's key.
     *
     * @param texts those that were read
     * @param all not read if one of them was not
     */
    record RolePolicies(List<String> texts, Observed<List<String>> all) {}

    /** The AWS questions about one key. */
    private record Asked(
            Met met, Questions.Answer<Observed<CustomerKey>> key, Questions.Answer<Observed<Optional<KeyUse>>> use) {}

    List<UsedKey> keys(
            Questions questions,
            ProjectSnapshot now,
            List<String> policies,
            KeySurveyRequest focus,
            List<KeyBackup> backups,
            Optional<ProjectSnapshot> before,
            Observed<List<SpareKey>> spare) {
        var all = met(now, policies, focus, backups, before);
        made(all, now, spare.value().orElse(List.of()));
        return all.values().stream()
                .filter(met -> met.arn.isPresent() || isKeyId(met.name) || met.seen.contains(Seen.CONFIGURED))
                .map(met -> ask(questions, met))
                .toList()
                .stream()
                .map(KeyNames::used)
                .toList();
    }

    private static void made(Map<String, Met> all, ProjectSnapshot now, List<SpareKey> spare) {
        spare.stream()
                .filter(key -> leftAlone(key, now))
                .forEach(key -> add(all, key.arn().toString(), Optional.empty(), Seen.MADE));
    }

    /**
     * Whether no console can be about to use the key: the project's key has its alias, or it has had none for longer
     * than a run takes.
     */
    private static boolean leftAlone(SpareKey spare, ProjectSnapshot now) {
        return now.aws()
                        .key()
                        .value()
                        .filter(k -> k.aliases().contains(spare.alias()))
                        .isPresent()
                || !spare.created().plus(RecordStanding.YOUNG).isAfter(now.at());
    }

    /** Looks for keys that nothing names but their tags, in the region of the project's key. */
    Questions.Answer<Observed<List<SpareKey>>> spareKeys(
            Questions questions, ProjectSnapshot now, KeySurveyRequest focus) {
        var region = now.encryption()
                .value()
                .map(e -> e.awsKms())
                .filter(AwsKms::enabled)
                .flatMap(AwsKms::region)
                .filter(_ -> focus.key().isEmpty());
        return questions.ask(() -> region.<Observed<List<SpareKey>>>map(where ->
                        questions.observed(() -> aws.spareKeys(now.project().id(), where)))
                .orElseGet(Observed::notRead));
    }

    /** The names alone, with which AWS is asked elsewhere. */
    List<UsedKey> named(
            ProjectSnapshot now,
            List<String> policies,
            List<KeyBackup> backups,
            Optional<ProjectSnapshot> before,
            List<SpareKey> spare) {
        var all = met(now, policies, KeySurveyRequest.LISTING, backups, before);
        made(all, now, spare);
        return all.values().stream()
                .map(met -> new UsedKey(met.name, met.arn, met.seen, Observed.notRead(), Observed.notRead()))
                .toList();
    }

    private Map<String, Met> met(
            ProjectSnapshot now,
            List<String> policies,
            KeySurveyRequest focus,
            List<KeyBackup> backups,
            Optional<ProjectSnapshot> before) {
        var all = new LinkedHashMap<String, Met>();
        var configured = now.encryption().value().map(e -> e.awsKms()).filter(AwsKms::enabled);
        configured.ifPresent(kms -> add(all, kms, Seen.CONFIGURED));
        before.flatMap(s -> s.encryption().value())
                .map(e -> e.awsKms())
                .filter(AwsKms::enabled)
                .ifPresent(kms -> add(all, kms, Seen.ONCE_READ));
        history.keys(now.project().id()).forEach(sent -> add(all, sent.key(), region(sent.region()), Seen.JOURNAL));
        inPolicies(policies).forEach(arn -> add(all, arn, Optional.empty(), Seen.ROLE_POLICY));
        focus.key().ifPresent(arn -> add(all, arn.toString(), Optional.empty(), Seen.ASKED_FOR));
        var region = configured.flatMap(AwsKms::region);
        backups.forEach(b -> b.masterKey().ifPresent(name -> add(all, name, region, Seen.BACKUP)));
        return all;
    }

    /** When this program last sent a key to Atlas for the project. */
    Optional<Instant> lastSent(String projectId) {
        return history.lastSent(projectId);
    }

    private static void add(Map<String, Met> all, AwsKms kms, Seen seen) {
        kms.customerMasterKeyId().ifPresent(key -> add(all, key, kms.region(), seen));
    }

    /** A backup may name a multi-Region key without its prefix; the name then counts as that key. */
    private static void add(Map<String, Met> all, String name, Optional<AwsRegion> region, Seen seen) {
        String id = name.substring(name.lastIndexOf('/') + 1).strip().toLowerCase(java.util.Locale.ROOT);
        var arn = KeyArn.parse(name);
        var met = all.computeIfAbsent(
                id.replace("mrk-", "").replace("-", "")
                        + ((seen == Seen.ROLE_POLICY || seen == Seen.ASKED_FOR) && replica(all, arn)
                                ? "@" + arn.get().region()
                                : ""),
                _ -> new Met());
        met.seen.add(seen);
        if (met.name.isEmpty() || id.startsWith("mrk-") && !met.name.contains("mrk-")) {
            met.name = name;
        }
        met.arn = met.arn.or(() -> arn);
        met.region = met.region.or(() -> arn.map(KeyArn::region)).or(() -> region);
    }

    /** A multi-Region key in a second Region is a separate KMS key, to keep or give up on its own. */
    private static boolean replica(Map<String, Met> all, Optional<KeyArn> arn) {
        return arn.filter(KeyArn::multiRegion)
                .filter(a -> all.values().stream()
                        .anyMatch(m -> m.arn.filter(o -> o.keyId().equals(a.keyId()) && !o.equals(a))
                                .isPresent()))
                .isPresent();
    }

    private static boolean isKeyId(String name) {
        return KeyReference.KEY_ID
                .matcher(name.toLowerCase(java.util.Locale.ROOT))
                .matches();
    }

    private static Optional<AwsRegion> region(String atlasName) {
        try {
            return atlasName.isEmpty() ? Optional.empty() : Optional.of(AwsRegion.of(atlasName));
        } catch (dev.cmkconsole.model.outcome.InputException e) {
            return Optional.empty();
        }
    }

    RolePolicies rolePolicies(Questions questions, ProjectSnapshot now) {
        var role = role(questions, now);
        Observed<ManagedPolicies> managed = role.flatMap(found -> found.filter(KeyNames::hasManaged)
                .map(r -> questions.observed(() -> aws.managedPolicies(r.arn().name())))
                .orElseGet(() -> new Observed.Known<>(new ManagedPolicies(List.of(), Optional.empty()), now.at())));
        var texts = role.value().flatMap(r -> r).map(r -> policies(r, managed)).orElse(List.of());
        Observed<List<String>> known = new Observed.Known<>(texts, now.at());
        return new RolePolicies(
                texts,
                managed.flatMap(some -> unread(some)
                        .<Observed<List<String>>>map(document -> document.map(_ -> texts))
                        .orElse(known)));
    }

    /** Known and empty where the project uses no role, or IAM does not find it. */
    private Observed<Optional<IamRole>> role(Questions questions, ProjectSnapshot now) {
        if (now.aws().role().value().isPresent()) {
            return now.aws().role();
        }
        return now.configuredRole()
                .flatMap(AccessRole::iamRoleArn)
                .flatMap(RoleArn::parse)
                .map(arn -> questions.observed(() -> aws.role(arn.name())))
                .orElseGet(() -> now.encryption()
                        .flatMap(e -> e.awsKms().roleId().isEmpty()
                                ? new Observed.Known<>(Optional.empty(), now.at())
                                : now.roles().flatMap(_ -> Observed.notRead())));
    }

    private static Optional<Observed<String>> unread(ManagedPolicies managed) {
        return managed.attached().stream()
                .map(ManagedPolicies.ManagedPolicy::document)
                .filter(document -> document.value().isEmpty())
                .findFirst();
    }

    /** Whether policies of the customer are attached to the role; those of AWS name no key. */
    static boolean hasManaged(IamRole role) {
        return role.attachedPolicies().stream().anyMatch(arn -> !arn.contains(":iam::aws:"));
    }

    /** The role's inline policies and those attached ones that could be read. */
    static List<String> policies(IamRole role, Observed<ManagedPolicies> managed) {
        return Stream.concat(
                        role.inlinePolicies().values().stream(),
                        managed.value().map(ManagedPolicies::attached).orElse(List.of()).stream()
                                .flatMap(policy -> policy.document().value().stream()))
                .toList();
    }

    /** Key ARNs that the policies name, with any effect. */
    static List<String> inPolicies(List<String> policies) {
        var arns = new ArrayList<String>();
        for (var text : policies) {
            try {
                PolicyDocument.parse(text).statements().stream()
                        .flatMap(s -> s.resources().stream())
                        .flatMap(r -> r.values().stream())
                        .filter(v -> KeyArn.parse(v).isPresent())
                        .forEach(arns::add);
            } catch (PolicySyntaxException e) {
                org.slf4j.LoggerFactory.getLogger(KeyNames.class)
                        .info("a policy of the role cannot be read: {}", e.getMessage());
            }
        }
        return arns;
    }

    private Asked ask(Questions questions, Met met) {
        var id = met.name.substring(met.name.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT);
        var reference = met.arn.<KeyReference>map(KeyReference.ByArn::new).orElseGet(() -> new KeyReference.ById(id));
        var region = met.arn.map(KeyArn::region).or(() -> met.region);
        Questions.Answer<Observed<CustomerKey>> key = questions.ask(() ->
                region.isPresent() ? questions.observed(() -> aws.key(reference, region.get())) : Observed.notRead());
        Questions.Answer<Observed<Optional<KeyUse>>> use = questions.ask(() -> met.arn
                .or(() -> key.get().value().map(CustomerKey::arn))
                .map(arn -> questions.observed(() -> aws.lastUse(arn)))
                .orElseGet(Observed::notRead));
        return new Asked(met, key, use);
    }

    private static UsedKey used(Asked asked) {
        var key = asked.key().get();
        var arn = asked.met().arn.or(() -> key.value().map(CustomerKey::arn));
        return new UsedKey(
                asked.met().name, arn, asked.met().seen, key, asked.use().get());
    }

    /**
     * Empty where no source names an access key. The history of an earlier version holds only the ends of the id. A
     * listing of the user's access keys completes it.
     */
    Optional<AccessKeyFacts> accessKey(
            Questions questions, String projectId, KeySurveyRequest focus, Optional<ProjectSnapshot> before) {
        var retired = history.retired(projectId);
        return focus.accessKeyId()
                .or(retired::wholeId)
                .or(() -> before.flatMap(AccessKeyMemory::of))
                .or(() -> focus.userName().flatMap(name -> listed(questions, name, retired.id())))
                .map(id -> accessKey(
                        questions, id, focus.userName(), focus.switched().or(retired::switched)));
    }

    /** @param named the user of the access key, if somebody named one */
    AccessKeyFacts accessKey(Questions questions, String id, Optional<String> named, Optional<Instant> switched) {
        var handled = history.handled(id);
        var use = questions.observed(() -> aws.accessKeyUse(id));
        var user = use.value()
                .map(u -> u.userName())
                .filter(name -> !name.isEmpty())
                .or(() -> named)
                .or(handled::userName);
        Observed<AccessKeyState> state = user.map(name -> questions.observed(() -> state(name, id)))
                .orElseGet(() -> use.problem()
                        .<Observed<AccessKeyState>>map(p -> new Observed.Failed<>(p, clock.instant()))
                        .orElseGet(Observed::notRead));
        Observed<Optional<KeyUse>> last = use.map(known -> known.lastUse());
        return new AccessKeyFacts(id, user, state, last, switched, handled.deactivated());
    }

    private Optional<String> listed(Questions questions, String userName, Optional<String> hint) {
        var found =
                questions.observed(() -> aws.accessKeys(userName)).value().flatMap(k -> k).orElse(List.of()).stream()
                        .map(k -> k.id())
                        .filter(id ->
                                hint.map(h -> new ShortenedId(h).standsFor(id)).orElse(true))
                        .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** A name that matches no user proves nothing, because it may be mistyped. */
    private AccessKeyState state(String userName, String id) {
        return aws
                .accessKeys(userName)
                .orElseThrow(() -> new ServiceException(
                        new Problem.Local("iam:ListAccessKeys", AwsErrorCode.NO_SUCH_USER, userName, clock.instant())))
                .stream()
                .filter(k -> k.id().equals(id))
                .findFirst()
                .map(k -> k.active() ? AccessKeyState.ACTIVE : AccessKeyState.INACTIVE)
                .orElse(AccessKeyState.GONE);
    }
}
