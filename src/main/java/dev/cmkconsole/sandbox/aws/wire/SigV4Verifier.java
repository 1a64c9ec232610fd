package dev.cmkconsole.sandbox.aws.wire;

import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.sandbox.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies a request's Signature Version 4 in header form, as AWS does: same canonical request, same key, and at most
 * 15 minutes of clock skew.
 */
public final class SigV4Verifier {

    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final int KEYS_KEPT = 64;

    /** Callers sign many requests in a row with one key. */
    private final Map<Derived, SecretKeySpec> keys = new LinkedHashMap<>(KEYS_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Derived, SecretKeySpec> eldest) {
            return size() > KEYS_KEPT;
        }
    };

    /** What a signing key is derived from. It does not print the secret. */
    private record Derived(Scope scope, String secret) {
        @Override
        public String toString() {
            return scope.toString();
        }
    }

    /** The reason why a signature was refused. */
    public enum Problem {
        MISSING,
        INCOMPLETE,
        UNKNOWN_KEY,
        EXPIRED_TOKEN,
        MISMATCH,
        SKEWED
    }

    /** A refused signature. The service writes the error text. */
    public static final class Refused extends RuntimeException {
        private final Problem problem;

        public Refused(Problem problem, String message) {
            super(message, null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }

    /** The parts of the credential scope. */
    public record Scope(String accessKeyId, String date, String region, String service) {

        String text() {
            return date + "/" + region + "/" + service + "/aws4_request";
        }
    }

    /** The scope that a request claims, without any verification. */
    public static Optional<Scope> scope(HttpCall call) {
        return call.header("authorization")
                .flatMap(SigV4Authorization::parse)
                .flatMap(sent -> scope(sent.credential()));
    }

    private static Optional<Scope> scope(String credential) {
        var parts = credential.split("/", -1);
        return parts.length == 5 && parts[4].equals("aws4_request")
                ? Optional.of(new Scope(parts[0], parts[1], parts[2], parts[3]))
                : Optional.empty();
    }

    /**
     * The times that a caller can sign with: its own, and the service's, which an SDK learns from the {@code Date} of
     * an answer. In a sandbox whose clock runs fast the two differ, and the caller can be at any time between them.
     */
    public record Times(Instant caller, Instant service) {
        Instant earliest() {
            return (caller.isBefore(service) ? caller : service).minus(SKEW);
        }

        Instant latest() {
            return (caller.isAfter(service) ? caller : service).plus(SKEW);
        }
    }

    /**
     * @param secret returns the secret of an access key id, or throws {@link Refused}
     * @throws Refused where that secret did not sign the request at this time
     */
    public Scope verify(HttpCall call, Times now, Function<Scope, String> secret) {
        var header = call.header("authorization")
                .orElseThrow(() -> new Refused(Problem.MISSING, "Missing Authentication Token"));
        var sent = SigV4Authorization.parse(header)
                .orElseThrow(() -> new Refused(
                        Problem.INCOMPLETE,
                        "Authorization header requires 'Credential' parameter, 'Signature' parameter and"
                                + " 'SignedHeaders' parameter."));
        var scope = scope(sent.credential())
                .orElseThrow(() ->
                        new Refused(Problem.INCOMPLETE, "Credential must have exactly 5 slash-delimited elements."));
        var signedHeaders = List.of(sent.signedHeaders().split(";"));
        if (!signedHeaders.contains("host")) {
            throw new Refused(
                    Problem.INCOMPLETE, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        var date = call.header("x-amz-date")
                .orElseThrow(() -> new Refused(
                        Problem.INCOMPLETE,
                        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."));
        var key = secret.apply(scope);
        checkDate(date, scope, now);
        var expected = signature(call, signedHeaders, date, scope, key);
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), sent.signature().getBytes(StandardCharsets.US_ASCII))) {
            throw mismatch();
        }
        return scope;
    }

    private static Refused mismatch() {
        return new Refused(
                Problem.MISMATCH,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.");
    }

    private static void checkDate(String date, Scope scope, Times now) {
        Instant signed;
        try {
            signed = LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Refused(Problem.INCOMPLETE, "Date must be in ISO-8601 'basic format'. Got '" + date + "'.");
        }
        if (!date.startsWith(scope.date())) {
            throw new Refused(
                    Problem.MISMATCH,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + scope.date() + "'.");
        }
        if (signed.isBefore(now.earliest())) {
            throw skewed("Signature expired: " + date + " is now earlier than ", now.earliest());
        }
        if (signed.isAfter(now.latest())) {
            throw skewed("Signature not yet current: " + date + " is still later than ", now.latest());
        }
    }

    private static Refused skewed(String words, Instant limit) {
        return new Refused(Problem.SKEWED, words + DATE.format(limit.atOffset(ZoneOffset.UTC)));
    }

    private String signature(HttpCall call, List<String> signedHeaders, String date, Scope scope, String secret) {
        var digest = new Sha256();
        var bodyHash = digest.add(call.body()).hex();
        var claimed = call.header("x-amz-content-sha256");
        if (claimed.isPresent()
                && !claimed.get().equals(bodyHash)
                && !claimed.get().equals("UNSIGNED-PAYLOAD")) {
            throw mismatch();
        }
        var headers = signedHeaders.stream()
                .map(name -> name + ":" + trimmed(call.headers().getOrDefault(name, List.of())) + "\n")
                .collect(Collectors.joining());
        var canonical = String.join(
                "\n",
                call.method(),
                call.rawPath().isEmpty() ? "/" : call.rawPath(),
                query(call.rawQuery()),
                headers,
                String.join(";", signedHeaders),
                claimed.orElse(bodyHash));
        var toSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                date,
                scope.text(),
                digest.add(canonical.getBytes(StandardCharsets.UTF_8)).hex());
        return HexFormat.of().formatHex(hmac(key(scope, secret), toSign));
    }

    private SecretKeySpec key(Scope scope, String secret) {
        synchronized (keys) {
            return keys.computeIfAbsent(new Derived(scope, secret), SigV4Verifier::derive);
        }
    }

    private static SecretKeySpec derive(Derived from) {
        var key = hmacKey(("AWS4" + from.secret()).getBytes(StandardCharsets.UTF_8));
        var scope = from.scope();
        for (var part : List.of(scope.date(), scope.region(), scope.service(), "aws4_request")) {
            key = hmacKey(hmac(key, part));
        }
        return key;
    }

    private static SecretKeySpec hmacKey(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static String trimmed(List<String> values) {
        return values.stream()
                .map(String::strip)
                .map(value -> value.contains("  ") ? SPACES.matcher(value).replaceAll(" ") : value)
                .collect(Collectors.joining(","));
    }

    private static String query(String raw) {
        if (raw.isEmpty()) {
            return "";
        }
        var sorted = new TreeMap<String, String>();
        Arrays.stream(raw.split("&")).forEach(pair -> sorted.put(pair, pair.indexOf('=') < 0 ? pair + "=" : pair));
        return String.join("&", sorted.values());
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
