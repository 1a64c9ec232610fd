package dev.cmkconsole.preflight.roles;

import dev.cmkconsole.model.atlas.AccessRole.FeatureUsage;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Role records and left-over trust in sentences, the same on the command line, in the window and in plans. */
public final class RoleText {
    private static final Set<String> FEATURES = Set.of(
            "ENCRYPTION_AT_REST",
            "ATLAS_DATA_LAKE",
            "EXPORT_SNAPSHOT",
            "PUSH_BASED_LOG_EXPORT",
            "ATLAS_LOG_INTEGRATION");

    private RoleText() {}

    /** Whether the record is authorized, and since when. */
    public static Text state(RecordStanding standing, Instant now) {
        var record = standing.record();
        return record.authorized()
                .map(at -> Text.of("roles.state.authorized", at, days(at, now)))
                .orElseGet(() -> Text.of("roles.state.inProgress", record.created(), days(record.created(), now)));
    }

    /** The same in few words, for a column. */
    public static Text shortState(RecordStanding standing, Instant now) {
        var record = standing.record();
        return record.authorized()
                .map(at -> Text.of("roles.short.authorized", days(at, now)))
                .orElseGet(() -> Text.of("roles.short.inProgress", days(record.created(), now)));
    }

    /** The last use in few words, for a column. */
    public static Text shortUse(Observed<Optional<RoleUse>> use) {
        return use.fold(
                seen -> seen.flatMap(RoleUse::last)
                        .map(at -> Text.of("roles.short.lastUsed", at))
                        .orElseGet(() -> Text.of("roles.short.neverUsed")),
                _ -> Text.of("roles.short.notKnown"));
    }

    private static long days(Instant since, Instant now) {
        return Duration.between(since, now).toDays();
    }

    /** What uses the record. */
    public static Text use(RecordStanding standing) {
        return standing.uses().isEmpty() ? Text.of("roles.use.none") : Text.of("roles.use", uses(standing.uses()));
    }

    /** The features that use a record, by name. */
    public static Text uses(List<FeatureUsage> uses) {
        return joined(uses.stream().map(RoleText::feature).toList());
    }

    /** How to end what uses a record. */
    public static Text ways(List<FeatureUsage> uses) {
        return joined(uses.stream()
                .map(FeatureUsage::type)
                .map(type -> FEATURES.contains(type) ? "roles.way." + type : "roles.way.other")
                .distinct()
                .map(Text::of)
                .toList());
    }

    private static Text feature(FeatureUsage usage) {
        Text feature = FEATURES.contains(usage.type())
                ? Text.of("roles.feature." + usage.type())
                : Text.of("roles.feature.other", usage.type());
        return usage.name()
                .map(name -> Text.of("roles.feature.named", feature, name))
                .orElse(feature);
    }

    private static Text joined(List<Text> texts) {
        return texts.stream()
                .reduce((some, next) -> Text.of("roles.and", some, next))
                .orElseGet(() -> Text.of("roles.use.none"));
    }

    /** The IAM role: whether it exists, whether it lets Atlas in, who else stands on it, its last use, its maker. */
    public static List<Text> iam(RecordStanding standing) {
        var lines = new ArrayList<Text>();
        var side = standing.iam();
        String name = side.arn().map(RoleArn::toString).orElse("-");
        switch (side.existence()) {
            case NONE_NAMED -> lines.add(Text.of("roles.iam.none"));
            case MISSING -> lines.add(Text.of("roles.iam.missing", name));
            case OTHER_ACCOUNT ->
                lines.add(Text.of(
                        "roles.iam.otherAccount",
                        name,
                        side.arn().map(RoleArn::account).orElse("-")));
            case NOT_READ ->
                lines.add(
                        side.arn().isPresent()
                                ? Text.of("roles.iam.unread", name, side.code())
                                : Text.of("roles.iam.notKnown", side.code()));
            case EXISTS -> {
                lines.add(Text.of(
                        standing.record().iamRoleArn().isPresent() ? "roles.iam.exists" : "roles.iam.named", name));
                lines.add(Text.of("roles.trust." + side.admission()));
                lines.add(lastUse(side.use()));
                lines.add(Text.of(side.madeHere() ? "roles.madeHere" : "roles.notMadeHere"));
            }
        }
        if (!standing.sharedWith().isEmpty()) {
            lines.add(Text.of("roles.sharedWith", String.join(", ", standing.sharedWith())));
        }
        if (!standing.siblings().isEmpty()) {
            lines.add(Text.of("roles.siblings", String.join(", ", standing.siblings())));
        }
        return lines;
    }

    /** When a role was last used, as IAM tells. */
    public static Text lastUse(Observed<Optional<RoleUse>> use) {
        return use.fold(
                seen -> seen.flatMap(RoleUse::last)
                        .map(at -> Text.of("roles.lastUsed", at))
                        .orElseGet(() -> Text.of("roles.neverUsed")),
                code -> Text.of("roles.lastUse.notKnown", code));
    }

    /** What can be done about a record. */
    public static Text offer(RecordStanding standing, Instant now) {
        return switch (standing.offer(now)) {
            case IN_USE -> Text.of("roles.offer.inUse", ways(standing.uses()));
            case WAIT -> Text.of("roles.offer.wait", standing.youngUntil(now).orElse(now));
            case DEAUTHORIZE ->
                Text.of(
                        standing.record().authorized().isPresent()
                                ? "roles.offer.deauthorize"
                                : "roles.offer.inProgress",
                        Text.of("roles.wayBack." + standing.way()));
        };
    }

    /**
     * What is known of a role that trusts Atlas for no project that was read.
     *
     * @param complete whether every project was read; only then can something be done about it
     */
    public static List<Text> leftOver(LeftOverTrust trust, boolean complete) {
        var lines = new ArrayList<Text>();
        lines.add(Text.of("roles.leftOver.ids", String.join(", ", trust.externalIds())));
        if (!trust.former().isEmpty()) {
            lines.add(Text.of("roles.leftOver.former", String.join(", ", trust.former())));
        }
        lines.add(lastUse(trust.use()));
        if (trust.seen().isPresent()) {
            lines.add(Text.of(trust.madeHere() ? "roles.madeHere" : "roles.notMadeHere"));
        }
        if (complete) {
            lines.add(Text.of("roles.leftOver.way." + trust.way()));
        }
        return lines;
    }

    /** How far the answer about left-over trust reaches, and what could not be read. */
    public static List<Text> reach(ProjectRoles roles) {
        var lines = new ArrayList<Text>();
        roles.accountUnread().ifPresent(code -> lines.add(Text.of("roles.reach.account", code)));
        roles.projectsUnread().ifPresent(code -> lines.add(Text.of("roles.reach.projects", code)));
        if (!roles.unreadProjects().isEmpty()) {
            lines.add(Text.of("roles.reach.unread", String.join(", ", roles.unreadProjects())));
        }
        if (roles.accounts().isEmpty() && lines.isEmpty()) {
            lines.add(Text.of("roles.reach.noAccount"));
        }
        if (roles.accountUnread().isEmpty()) {
            lines.add(Text.of("roles.reach", roles.projectsRead()));
        }
        return lines;
    }
}
