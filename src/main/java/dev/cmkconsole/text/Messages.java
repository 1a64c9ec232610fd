package dev.cmkconsole.text;

import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.outcome.UserMessage;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The program's words: every text that a person reads is in {@code messages.properties} and comes through here. */
public final class Messages implements Phrasebook {
    private static final String BUNDLE = "dev.cmkconsole.messages";

    private final ResourceBundle bundle;
    private final Locale locale;
    private final ZoneId zone;

    /** @param locale of numbers and dates; digits are ASCII in every locale, because they are copied and compared */
    public Messages(Locale locale, ZoneId zone) {
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
        this.locale = new Locale.Builder()
                .setLocale(locale)
                .setUnicodeLocaleKeyword("nu", "latn")
                .build();
        this.zone = zone;
    }

    /** For FXML files. */
    public ResourceBundle bundle() {
        return bundle;
    }

    @Override
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /**
     * With placeholders the text is a {@link MessageFormat} pattern; without, only a doubled quote is read as one,
     * as there.
     */
    public String get(String key, Object... args) {
        String pattern = bundle.getString(key);
        if (args.length == 0 || pattern.indexOf('{') < 0) {
            return pattern.replace("''", "'");
        }
        var shown = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            shown[i] = shown(args[i]);
        }
        return new MessageFormat(pattern, locale).format(shown);
    }

    @Override
    public String say(Text text) {
        return get(text.key(), text.args().toArray());
    }

    @Override
    public UserMessage tell(Problem problem) {
        return tell(problem, Optional.empty());
    }

    @Override
    public UserMessage tell(Problem problem, Optional<Outcome> outcome) {
        var words = explain(problem, outcome);
        return new UserMessage(problem.code(), words.what(), words.means(), words.next());
    }

    /** Date, time and zone. */
    public String moment(Instant at) {
        return formatted(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.LONG), at);
    }

    public String day(Instant at) {
        return formatted(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), at);
    }

    public String day(java.time.LocalDate date) {
        return formatted(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), date);
    }

    /** Without the direction marks of some locales: sentences run from left to right, and output shows such marks. */
    private String formatted(DateTimeFormatter form, TemporalAccessor at) {
        return form.withLocale(locale).withZone(zone).format(at).replaceAll("[\u061c\u200e\u200f]", "");
    }

    public ZoneId zone() {
        return zone;
    }

    private Object shown(Object arg) {
        return switch (arg) {
            case Text text -> say(text);
            case Instant at -> moment(at);
            case Number number -> number;
            default -> Legible.line(String.valueOf(arg));
        };
    }

    /**
     * What happened, what it means, what to do: by the problem's code, else by its kind. A call that only reads has
     * changed nothing, and is said to.
     */
    public Explanation explain(Problem problem) {
        String key = "problem." + problem.code();
        if (!has(key + ".what")) {
            key = "problem.kind." + kind(problem);
        }
        Object[] args = {
            get("origin." + problem.origin().name()),
            problem.operation(),
            problem.code(),
            sentence(problem),
            address(problem),
            wait(problem)
        };
        boolean onlyRead = problem.reading() && problem.effect() == Problem.Effect.UNKNOWN;
        String next =
                onlyRead && has("reading.next." + kind(problem)) ? "reading.next." + kind(problem) : key + ".next";
        return new Explanation(
                get(key + ".what", args),
                get(onlyRead ? "reading.means" : key + ".means", args),
                get(next, args),
                details(problem));
    }

    /**
     * As {@link #explain(Problem)}, for a change of which reading again has shown by now what came of it, or has not.
     *
     * @param outcome of the request; empty where none was sent
     */
    public Explanation explain(Problem problem, Optional<Outcome> outcome) {
        var words = explain(problem);
        if (problem.effect() != Problem.Effect.UNKNOWN) {
            return words;
        }
        return switch (outcome.orElse(Outcome.DONE)) {
            case NOT_DONE ->
                new Explanation(words.what(), get("problem.lost.NOT_DONE.means"), words.next(), words.details());
            case UNKNOWN ->
                new Explanation(
                        words.what(),
                        get("problem.lost.UNKNOWN.means"),
                        get("problem.lost.UNKNOWN.next"),
                        words.details());
            case DONE, DONE_UNANSWERED, REFUSED, STOPPED, FAILED -> words;
        };
    }

    private static String kind(Problem problem) {
        return switch (problem) {
            case Problem.Refused _ -> "refused";
            case Problem.NotSignedIn _ -> "notSignedIn";
            case Problem.RateLimited _ -> "rateLimited";
            case Problem.ServerFault _ -> "serverFault";
            case Problem.Unreachable _ -> "unreachable";
            case Problem.TimedOut _ -> "timedOut";
            case Problem.Unreadable _ -> "unreadable";
            case Problem.Local _ -> "local";
        };
    }

    /** The service's own words as the end of a sentence; the code where it has none. A path stays as it is. */
    private static String sentence(Problem problem) {
        String words = problem.detail().isBlank()
                ? problem.code().replaceFirst("(Exception|Error)$", "")
                : problem.detail().strip();
        boolean path = !words.contains(" ") && (words.contains("/") || words.contains("\\"));
        return path || words.matches("(?s).*[.?\u2026]") ? words : words + ".";
    }

    /** Seconds to wait, rounded up; 0 where nobody said. */
    private static long wait(Problem problem) {
        return problem instanceof Problem.RateLimited limited
                ? limited.retryAfter().plusMillis(999).toSeconds()
                : 0;
    }

    /** The address that Atlas names where it does not accept the caller's, or words for it. */
    private String address(Problem problem) {
        return problem instanceof Problem.Refused refused
                        && !refused.parameters().isEmpty()
                ? refused.parameters().getFirst()
                : get("problems.address.unknown");
    }

    private static String details(Problem problem) {
        var text = new StringBuilder(problem.code())
                .append(", ")
                .append(problem.operation())
                .append(", ")
                .append(problem.at());
        problem.requestId().ifPresent(id -> text.append(", request ").append(id));
        if (!problem.detail().isBlank()) {
            text.append('\n').append(problem.detail());
        }
        return text.toString();
    }

    /**
     * A message in three short parts.
     *
     * @param details to copy: code, operation, time, request id, the service's own words
     */
    public record Explanation(String what, String means, String next, String details) {}
}
