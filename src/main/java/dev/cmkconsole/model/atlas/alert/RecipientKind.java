package dev.cmkconsole.model.atlas.alert;

import java.util.Optional;
import java.util.stream.Stream;

/** A kind of recipient of an alert. */
public enum RecipientKind {
    EMAIL("email", "EMAIL", "emailAddress"),
    ROLE("role", "GROUP", "roles"),
    ORGANIZATION_ROLE("org-role", "ORG", "roles"),
    USER("user", "USER", "username"),
    TEAM("team", "TEAM", "teamId"),
    SLACK("slack", "SLACK", "channelName"),
    WEBHOOK("webhook", "WEBHOOK", "integrationId"),
    PAGER_DUTY("pagerduty", "PAGER_DUTY", "integrationId"),
    OPS_GENIE("opsgenie", "OPS_GENIE", "integrationId"),
    VICTOR_OPS("victorops", "VICTOR_OPS", "integrationId"),
    DATADOG("datadog", "DATADOG", "integrationId"),
    MICROSOFT_TEAMS("teams", "MICROSOFT_TEAMS", "integrationId"),
    /** Only read: Atlas names a telephone number, and people who read the plan need not see it. */
    SMS("sms", "SMS", "mobileNumber"),
    /** A kind that this version does not know. */
    OTHER("other", "", "");

    private final String word;
    private final String atlasName;
    private final String member;

    RecipientKind(String word, String atlasName, String member) {
        this.word = word;
        this.atlasName = atlasName;
        this.member = member;
    }

    /** The word of the command line. */
    public String word() {
        return word;
    }

    /** Atlas' {@code typeName}. */
    public String atlasName() {
        return atlasName;
    }

    /** The member of a notification that says which one. */
    public String member() {
        return member;
    }

    /** Whether Atlas sends mails to people of the project or the organization, where that is on. */
    public boolean people() {
        return switch (this) {
            case ROLE, ORGANIZATION_ROLE, USER, TEAM -> true;
            default -> false;
        };
    }

    /** Whether this program can add one. */
    public boolean addable() {
        return this != SMS && this != OTHER;
    }

    public static RecipientKind ofAtlas(String typeName) {
        return Stream.of(values())
                .filter(k -> k != OTHER && k.atlasName.equals(typeName))
                .findFirst()
                .orElse(OTHER);
    }

    static Optional<RecipientKind> ofWord(String typed) {
        return Stream.of(values())
                .filter(RecipientKind::addable)
                .filter(k -> k.word.equals(typed))
                .findFirst();
    }
}
