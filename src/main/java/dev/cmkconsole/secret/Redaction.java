package dev.cmkconsole.secret;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes secrets from texts for messages, details or the journal. It removes known secrets anywhere and unknown ones
 * by their form. External ids stay: AWS does not treat them as secrets, and a trust policy is unreadable without them.
 */
public final class Redaction {
    public static final String MARK = "[removed]";

    /** @param signs in lower case; whatever the case of a text, a match has one of them. Most texts have none. */
    record Rule(List<String> signs, Pattern pattern, String replacement) {
        String clean(String text, String lowerCase) {
            return signs.stream().anyMatch(lowerCase::contains)
                    ? pattern.matcher(text).replaceAll(replacement)
                    : text;
        }
    }

    static final List<Rule> RULES = List.of(
            rule(
                    List.of("authorization", "x-amz-security-token"),
                    "(?i)\\b(authorization|proxy-authorization|x-amz-security-token)(\"?\\s*[:=]\\s*)(?:(?:digest|bearer|basic|aws4-hmac-sha256)\\s+)?[^\\r"
                        + "\\n"
                        + "]+",
                    "$1$2" + MARK),
            rule(List.of("basic", "bearer"), "(?i)\\b(basic|bearer)\\s+[A-Za-z0-9+/=._~-]{8,}", "$1 " + MARK),
            rule(
                    List.of("key\"", "secret", "token", "password", "plaintext", "ciphertext"),
                    "(?i)(\"(?:privateKey|secretAccessKey|sessionToken|secret|clientSecret|client_secret|access_token|refresh_token|id_token|token|tokenCode"
                        + "|password|serviceAccountKey|plaintext|ciphertextBlob)\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"",
                    "$1\"" + MARK + "\""),
            rule(
                    List.of("</"),
                    "(?i)(<(SecretAccessKey|SessionToken|TokenCode|Plaintext|CiphertextBlob)>)[^<]*(</\\2>)",
                    "$1" + MARK + "$3"),
            rule(
                    List.of("secret", "token", "private", "password"),
                    "(?i)(?<![a-z])((?:secret_?access_?key|session_?token|security_?token|client_?secret|private_?(?:api_?)?key|access_?token|token_?code|password)"
                        + "\\s*[=:]\\s*)[^\\s,;&\"'}\\])]+",
                    "$1" + MARK),
            rule(List.of("eyj"), "\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*", MARK),
            rule(List.of("mdb_sa_sk_"), "\\bmdb_sa_sk_[A-Za-z0-9_-]+", MARK),
            rule(List.of("://"), "(?i)\\b([a-z][a-z0-9+.-]*://[^/\\s:@]*:)[^/\\s@]+@", "$1" + MARK + "@"),
            rule(List.of("asia", "aida", "aroa"), "\\b(ASIA|AIDA|AROA)[A-Z0-9]{12}([A-Z0-9]{4})\\b", "$1\u2026$2"));

    /**
     * AWS secret access keys: forty characters of base64. Hexadecimal digests and plain words do not mix upper case,
     * lower case and digits.
     */
    static final Pattern FORTY = Pattern.compile(
            "(?<![A-Za-z0-9/+=])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[0-9])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])");

    private static final int SHORTEST = 6;

    private final Supplier<List<Secret>> known;

    private Redaction(Supplier<List<Secret>> known) {
        this.known = known;
    }

    public static Redaction byPattern() {
        return new Redaction(List::of);
    }

    /**
     * Also removes these secrets, whatever their form. Secrets of fewer than six characters stay, because they occur in
     * ordinary words and protect nothing.
     */
    public Redaction and(Secret... secrets) {
        var more = List.of(secrets);
        return and(() -> more);
    }

    /** Also removes secrets that become known later. The supplier is called for each text. */
    public Redaction and(Supplier<List<Secret>> learnt) {
        return new Redaction(
                () -> Stream.concat(known.get().stream(), learnt.get().stream()).toList());
    }

    public String clean(String text) {
        if (text == null) {
            return "";
        }
        var cleaned = text;
        for (var secret : known.get()) {
            var current = cleaned;
            cleaned = secret.use(value -> value.length() < SHORTEST ? current : current.replace(value, MARK));
        }
        // What a rule puts in has no sign in it, so the signs of the text as it was are those of every later one.
        var lowerCase = cleaned.toLowerCase(Locale.ROOT);
        for (var rule : RULES) {
            cleaned = rule.clean(cleaned, lowerCase);
        }
        return hasForty(cleaned) ? FORTY.matcher(cleaned).replaceAll(Matcher.quoteReplacement(MARK)) : cleaned;
    }

    /** Whether forty characters of base64 stand beside each other. */
    private static boolean hasForty(String text) {
        int run = 0;
        for (int i = 0; i < text.length() && run < 40; i++) {
            char c = text.charAt(i);
            boolean base64 =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '/' || c == '+';
            run = base64 ? run + 1 : 0;
        }
        return run == 40;
    }

    private static Rule rule(List<String> signs, String pattern, String replacement) {
        return new Rule(signs, Pattern.compile(pattern), replacement);
    }
}
