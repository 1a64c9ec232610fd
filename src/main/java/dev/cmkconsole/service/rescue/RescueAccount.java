package dev.cmkconsole.service.rescue;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsCommand;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.rescue.Cause;
import dev.cmkconsole.procedure.rescue.Darkness;
import dev.cmkconsole.procedure.rescue.Diagnosis.Found;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rescue in sections, the most urgent first, for the window and the command line alike. */
public final class RescueAccount {
    /** The check says of these what their name says. */
    private static final Set<Cause> PLAIN = EnumSet.of(Cause.KEY_DISABLED, Cause.KEY_STORE);

    private final Rescue rescue;
    private final List<String> orders;

    /**
     * @param id the name of the section, such as {@code cause}
     * @param lines sentences
     * @param copyable what somebody pastes into a shell or a mail
     */
    public record Section(String id, Text title, List<Text> lines, List<String> copyable) {
        public Section {
            lines = List.copyOf(lines);
            copyable = List.copyOf(copyable);
        }
    }

    /** For a screen that makes the repair itself. */
    public RescueAccount(Rescue rescue) {
        this(rescue, List.of());
    }

    private RescueAccount(Rescue rescue, List<String> orders) {
        this.rescue = rescue;
        this.orders = orders;
    }

    /** @param order the command line of this program that makes the repair on the connection in use */
    public static RescueAccount withOrder(Rescue rescue, String order) {
        return new RescueAccount(rescue, List.of(order));
    }

    /** What is wrong in one sentence; the name of the first cause, or that there is none. */
    public Text headline() {
        if (rescue.diagnosis().cause().isEmpty()) {
            return Text.of(rescue.diagnosis().configured() ? "rescue.none" : "rescue.notSetUp");
        }
        return RescuePlanner.name(rescue.diagnosis().cause().get());
    }

    public List<Section> sections() {
        var sections = new ArrayList<Section>();
        rescue.now()
                .state()
                .deletion()
                .ifPresent(d -> sections.add(
                        section("deletion", List.of(d.said(rescue.now().at())))));
        sections.add(section("cause", cause()));
        add(sections, "dark", rescue.darkness().now());
        add(sections, "next", rescue.darkness().next());
        rescue.diagnosis().first().ifPresent(found -> sections.add(repair(found)));
        letter().ifPresent(sections::add);
        add(sections, "then", then());
        add(sections, "others", others());
        return sections;
    }

    private static void add(List<Section> sections, String id, List<Text> lines) {
        if (!lines.isEmpty()) {
            sections.add(section(id, lines));
        }
    }

    private static Section section(String id, List<Text> lines) {
        return new Section(id, Text.of("rescue.section." + id), lines, List.of());
    }

    private List<Text> cause() {
        var lines = new ArrayList<Text>();
        lines.add(headline());
        rescue.diagnosis().first().ifPresent(found -> {
            if (!PLAIN.contains(found.cause())) {
                lines.add(found.reason());
            }
            found.finding().ifPresent(f -> lines.add(Text.of("rescue.byCheck", f.id().toString())));
            result(found).ifPresent(r -> lines.addAll(r.verdict().reasoning()));
        });
        return lines;
    }

    private Optional<CheckResult> result(Found found) {
        return found.finding().flatMap(f -> rescue.report().result(f.id()));
    }

    private Section repair(Found found) {
        var lines = new ArrayList<Text>();
        var copyable = new ArrayList<String>();
        if (rescue.repair().isPresent()) {
            lines.add(Text.of("rescue.repair." + found.cause()));
            lines.add(Text.of(orders.isEmpty() ? "rescue.repair.onNextPage" : "rescue.repair.here"));
            copyable.addAll(orders);
            mayNotWrite().ifPresent(lines::add);
        } else {
            lines.add(RescuePlanner.act(found));
        }
        commands(found).forEach(copyable::add);
        return new Section(
                rescue.repair().isPresent() ? "repair" : "who",
                Text.of(rescue.repair().isPresent() ? "rescue.section.repair" : "rescue.section.who"),
                lines,
                copyable);
    }

    private Optional<Text> mayNotWrite() {
        return rescue.report()
                .result(CheckId.OPERATOR_MAY_WRITE)
                .filter(r -> r.verdict().outcome() == CheckOutcome.FAIL)
                .map(r -> Text.of("rescue.repair.mayNot", r.reason()));
    }

    /** What the check proposes, for the AWS CLI. */
    private List<String> commands(Found found) {
        var all = new ArrayList<String>();
        if (found.cause() == Cause.REPLICA_MISSING) {
            // The check only looks for the key elsewhere, and here it is known where.
            ownCommand(found.cause()).ifPresent(all::add);
            return all;
        }
        result(found)
                .ifPresent(r -> r.verdict().fixes().forEach(fix -> {
                    switch (fix) {
                        case Fix.PolicyChange change -> all.add(change.command());
                        case Fix.Command command -> all.add(command.command());
                        case Fix.Button _, Fix.Advice _ -> {}
                    }
                }));
        if (all.isEmpty()) {
            ownCommand(found.cause()).ifPresent(all::add);
        }
        return all;
    }

    /** A command for a cause whose check has none. */
    private Optional<String> ownCommand(Cause cause) {
        if (cause == Cause.RECORD_UNAUTHORIZED) {
            return rescue.now().configuredRole().map(this::authorize);
        }
        var key = rescue.report().key();
        return key.flatMap(k -> switch (cause) {
            case REPLICA_MISSING -> replicate(k);
            case KEY_STORE ->
                Optional.of("aws kms describe-custom-key-stores --region "
                        + k.region().id());
            case ENDPOINT_NOT_ACTIVE, NETWORK ->
                Optional.of("atlas encryptionAtRest privateEndpoints list --cloudProvider AWS --projectId "
                        + rescue.now().project().id());
            default -> Optional.empty();
        });
    }

    /** IAM finds the role by the external ID. None and several are no ARN, which Atlas refuses. */
    private String authorize(AccessRole record) {
        return "role=$(aws iam list-roles --output text \\\n  --query "
                + AwsCommand.quote(
                        "Roles[?contains(to_string(AssumeRolePolicyDocument), '" + record.externalId() + "')].Arn")
                + ")\natlas cloudProviders accessRoles aws authorize " + record.roleId()
                + " \\\n  --iamAssumedRoleArn \"$role\" --projectId "
                + rescue.now().project().id();
    }

    /** Each region has a key policy of its own, so the replica gets that of a region that still has the key. */
    private Optional<String> replicate(KeyArn missing) {
        return rescue.now().aws().regional().values().stream()
                .flatMap(r -> r.key().value().stream())
                .flatMap(k -> k.replicas().stream())
                .map(r -> missing.in(r.primary()))
                .findFirst()
                .map(primary -> AwsCommand.of(new AwsRequest.ReplicateKey(
                        primary,
                        missing.region(),
                        "",
                        Optional.ofNullable(rescue.now().aws().regional().get(primary.region()))
                                .flatMap(r -> r.policy().value())
                                .orElse(""))));
    }

    /** A text that can be mailed to whoever must act. */
    private Optional<Section> letter() {
        return rescue.diagnosis()
                .first()
                .filter(found -> rescue.repair().isEmpty() || mayNotWrite().isPresent())
                .filter(found -> found.cause() != Cause.WAITING_FOR_ATLAS
                        && !found.cause().unread()
                        && found.cause().who() != Cause.Who.YOU)
                .map(found -> new Section("letter", Text.of("rescue.section.letter"), letter(found), List.of()));
    }

    private List<Text> letter(Found found) {
        var lines = new ArrayList<Text>();
        var project = rescue.now().project();
        lines.add(Text.of(
                found.cause().ofRegion() ? "rescue.letter.askRegion" : "rescue.letter.ask",
                project.name(),
                project.id()));
        lines.add(RescuePlanner.name(found.cause()));
        lines.add(found.reason());
        key().ifPresent(k -> lines.add(Text.of("rescue.letter.key", k)));
        rescue.now()
                .configuredRole()
                .flatMap(AccessRole::iamRoleArn)
                .ifPresent(r -> lines.add(Text.of("rescue.letter.role", r)));
        rescue.now()
                .configuredRole()
                .map(AccessRole::atlasAccountArn)
                .ifPresent(a -> lines.add(Text.of("rescue.letter.atlas", a)));
        lines.add(RescuePlanner.act(found));
        return lines;
    }

    private Optional<String> key() {
        return rescue.report()
                .key()
                .map(Object::toString)
                .or(() -> rescue.now()
                        .encryption()
                        .value()
                        .map(EncryptionAtRest::awsKms)
                        .flatMap(AwsKms::customerMasterKeyId));
    }

    private List<Text> then() {
        return rescue.diagnosis().cause().isPresent() && rescue.diagnosis().configured()
                ? List.of(Text.of("rescue.then.valid", Darkness.CHECK_MINUTES), Text.of("rescue.then.clusters"))
                : List.of();
    }

    private List<Text> others() {
        return rescue.diagnosis().causes().stream()
                .skip(1)
                .filter(f -> f.cause() != Cause.WAITING_FOR_ATLAS)
                .map(f -> Text.of("rescue.other", RescuePlanner.name(f.cause()), f.reason()))
                .toList();
    }
}
