package dev.cmkconsole.model.atlas.alert;

import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody, or something, that an alert tells. It never holds a credential.
 *
 * @param names which one: an address, roles, a user's name, ids; none where Atlas shows none, or where all are meant
 * @param integration id of the project's integration whose credentials Atlas uses
 * @param label a name for people; empty where {@code names} says it
 * @param silent whether Atlas sends these people neither mails nor text messages
 */
public record Recipient(
        RecipientKind kind, List<String> names, Optional<String> integration, Optional<String> label, boolean silent) {
    /** Whom Atlas tells in the alerts that it creates itself. */
    public static final Recipient OWNERS =
            new Recipient(RecipientKind.ROLE, List.of("GROUP_OWNER"), Optional.empty(), Optional.empty(), false);

    /** Without quoted local parts, which hardly any mail service knows. */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@:/\\p{C}\"<>(),;\\\\\\[\\]]+@[\\p{L}\\p{N}.-]+\\.[\\p{L}\\p{N}-]+");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern ROLE = Pattern.compile("[A-Z][A-Z_]{2,63}");
    private static final Pattern CHANNEL = Pattern.compile("[^\\s@:/\\p{C}]{1,80}");

    public Recipient {
        names = List.copyOf(names);
    }

    /**
     * Reads what a user typed: a kind, a colon and which one, such as {@code email:keys@example.com}.
     *
     * @throws InputException for anything else
     */
    public static Recipient parse(String typed) {
        int colon = typed.indexOf(':');
        var kind = RecipientKind.ofWord((colon < 0 ? typed : typed.substring(0, colon)).toLowerCase(Locale.ROOT));
        if (kind.isEmpty()) {
            throw new InputException("input.recipient.kind", colon < 0 ? typed : typed.substring(0, colon));
        }
        return of(kind.get(), colon < 0 ? "" : typed.substring(colon + 1));
    }

    /** @throws InputException for a name that this kind cannot have */
    public static Recipient of(RecipientKind kind, String typed) {
        String name = typed.strip();
        return switch (kind) {
            case EMAIL -> named(kind, checked(name, ADDRESS, "input.recipient.email"));
            case ROLE -> role(kind, name, "GROUP_");
            case ORGANIZATION_ROLE -> role(kind, name, "ORG_");
            case USER -> named(kind, checked(name, ADDRESS, "input.recipient.user"));
            case TEAM -> named(kind, checked(name, ID, "input.recipient.team"));
            case SLACK -> slack(name);
            case WEBHOOK -> webhook(name);
            case PAGER_DUTY, OPS_GENIE, VICTOR_OPS, DATADOG, MICROSOFT_TEAMS -> integrated(kind, name);
            case SMS, OTHER -> throw new InputException("input.recipient.kind", name);
        };
    }

    private static Recipient role(RecipientKind kind, String name, String prefix) {
        if (!ROLE.matcher(name).matches() || !name.startsWith(prefix)) {
            throw new InputException(
                    kind == RecipientKind.ROLE ? "input.recipient.role" : "input.recipient.orgRole", name);
        }
        return named(kind, name);
    }

    /** Without an id Atlas uses the webhook that the project has under its integrations. */
    private static Recipient webhook(String name) {
        if (name.contains("/")) {
            throw new InputException("input.recipient.webhook");
        }
        return name.isEmpty()
                ? new Recipient(RecipientKind.WEBHOOK, List.of(), Optional.empty(), Optional.empty(), false)
                : integrated(RecipientKind.WEBHOOK, name);
    }

    private static Recipient slack(String name) {
        int at = name.lastIndexOf('@');
        String channel = at < 0 ? name : name.substring(0, at);
        if (at < 0
                || !CHANNEL.matcher(channel).matches()
                || !ID.matcher(name.substring(at + 1)).matches()) {
            throw new InputException("input.recipient.slack");
        }
        return new Recipient(
                RecipientKind.SLACK, List.of(channel), Optional.of(name.substring(at + 1)), Optional.empty(), false);
    }

    /** What is typed here may be a credential, so the message does not repeat it. */
    private static Recipient integrated(RecipientKind kind, String id) {
        if (!ID.matcher(id).matches()) {
            throw new InputException("input.recipient.integration", kind.word());
        }
        return new Recipient(kind, List.of(), Optional.of(id), Optional.empty(), false);
    }

    private static String checked(String name, Pattern form, String message) {
        if (!form.matcher(name).matches()) {
            throw new InputException(message, name);
        }
        return name;
    }

    private static Recipient named(RecipientKind kind, String name) {
        return new Recipient(kind, List.of(name), Optional.empty(), Optional.empty(), false);
    }

    /** Whether who is wanted is told already. A notification of roles without a list of them is for every role. */
    public boolean tells(Recipient wanted) {
        if (kind != wanted.kind || silent) {
            return false;
        }
        boolean everyRole = names.isEmpty() && (kind == RecipientKind.ROLE || kind == RecipientKind.ORGANIZATION_ROLE);
        return (everyRole || wanted.names.stream().allMatch(this::hasName))
                && (wanted.integration.isEmpty() || wanted.integration.equals(integration));
    }

    /** No mail service tells addresses apart by their case. */
    private boolean hasName(String wanted) {
        return kind == RecipientKind.EMAIL || kind == RecipientKind.USER
                ? names.stream().anyMatch(wanted::equalsIgnoreCase)
                : names.contains(wanted);
    }

    /** Who it is, for people. */
    public Text text() {
        String which = label.orElseGet(() -> String.join(", ", names));
        String key = names.equals(OWNERS.names) && kind == OWNERS.kind
                ? "recipient.owners"
                : "recipient." + kind + (which.isEmpty() ? ".any" : "");
        return Text.of(silent ? "recipient.silent" : "recipient.told", Text.of(key, which, integration.orElse("")));
    }
}
