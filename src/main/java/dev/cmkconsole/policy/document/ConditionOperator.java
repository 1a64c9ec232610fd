package dev.cmkconsole.policy.document;

import dev.cmkconsole.policy.document.Glob.UnresolvedVariable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The comparison behind a condition operator's name, without its set qualifier, {@code IfExists} and negation. */
public enum ConditionOperator {
    STRING_EQUALS("StringEquals", "StringNotEquals"),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    STRING_LIKE("StringLike", "StringNotLike"),
    NUMERIC_EQUALS("NumericEquals", "NumericNotEquals"),
    NUMERIC_LESS_THAN("NumericLessThan", null),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", null),
    NUMERIC_GREATER_THAN("NumericGreaterThan", null),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", null),
    DATE_EQUALS("DateEquals", "DateNotEquals"),
    DATE_LESS_THAN("DateLessThan", null),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", null),
    DATE_GREATER_THAN("DateGreaterThan", null),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", null),
    BOOL("Bool", null),
    BINARY_EQUALS("BinaryEquals", null),
    IP_ADDRESS("IpAddress", "NotIpAddress"),
    ARN_EQUALS("ArnEquals", "ArnNotEquals"),
    ARN_LIKE("ArnLike", "ArnNotLike"),
    NULL("Null", null);

    private static final Map<String, Parsed> NAMES = Arrays.stream(values())
            .flatMap(operator -> operator.opposite == null
                    ? java.util.stream.Stream.of(new Parsed(operator, false, Quantifier.NONE, false))
                    : java.util.stream.Stream.of(
                            new Parsed(operator, false, Quantifier.NONE, false),
                            new Parsed(operator, true, Quantifier.NONE, false)))
            .collect(Collectors.toUnmodifiableMap(
                    p -> Glob.lower(p.negated() ? Objects.requireNonNull(p.operator().opposite) : p.operator().plain),
                    Function.identity()));

    private static final Pattern SECONDS = Pattern.compile("-?\\d{5,15}");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern WITH_ZONE = Pattern.compile(".*(Z|[+-]\\d{2}:?\\d{2})$");

    private final String plain;
    private final @Nullable String opposite;

    ConditionOperator(String plain, @Nullable String opposite) {
        this.plain = plain;
        this.opposite = opposite;
    }

    public enum Quantifier {
        NONE,
        ANY,
        ALL
    }

    public record Parsed(ConditionOperator operator, boolean negated, Quantifier quantifier, boolean ifExists) {}

    /** Parses names such as {@code ForAnyValue:StringNotLikeIfExists}. Empty for a name that AWS does not have. */
    public static Optional<Parsed> parse(String name) {
        var rest = name.toLowerCase(Locale.ROOT);
        var quantifier = Quantifier.NONE;
        if (rest.startsWith("foranyvalue:")) {
            quantifier = Quantifier.ANY;
            rest = rest.substring("foranyvalue:".length());
        } else if (rest.startsWith("forallvalues:")) {
            quantifier = Quantifier.ALL;
            rest = rest.substring("forallvalues:".length());
        }
        var ifExists = rest.endsWith("ifexists");
        var found = NAMES.get(ifExists ? rest.substring(0, rest.length() - "ifexists".length()) : rest);
        if (found == null || (found.operator() == NULL && (ifExists || quantifier != Quantifier.NONE))) {
            return Optional.empty();
        }
        return Optional.of(new Parsed(found.operator(), found.negated(), quantifier, ifExists));
    }

    /**
     * Compares one policy value with one request value. A policy value that the operator cannot parse is UNKNOWN,
     * because AWS would have refused it. Such a request value does not match.
     *
     * @param variables null where the document does not expand variables
     */
    public Truth matches(String policyValue, String requestValue, @Nullable Function<String, Glob.Resolved> variables)
            throws UnresolvedVariable {
        return switch (this) {
            case STRING_EQUALS -> Truth.of(glob(policyValue, false, variables).matches(requestValue));
            case STRING_EQUALS_IGNORE_CASE ->
                Truth.of(glob(policyValue, false, variables).matchesIgnoreCase(requestValue));
            case STRING_LIKE -> Truth.of(glob(policyValue, true, variables).matches(requestValue));
            case ARN_EQUALS, ARN_LIKE -> {
                var pattern = glob(policyValue, true, variables);
                yield pattern.isArnPattern() ? Truth.of(pattern.matchesArn(requestValue)) : Truth.UNKNOWN;
            }
            case NUMERIC_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS -> ordered(number(policyValue), number(requestValue));
            case DATE_EQUALS, DATE_LESS_THAN, DATE_LESS_THAN_EQUALS, DATE_GREATER_THAN, DATE_GREATER_THAN_EQUALS ->
                ordered(date(policyValue), date(requestValue));
            case BOOL -> isBoolean(policyValue) ? Truth.of(policyValue.equalsIgnoreCase(requestValue)) : Truth.UNKNOWN;
            case BINARY_EQUALS -> {
                var wanted = bytes(policyValue);
                yield wanted.isEmpty()
                        ? Truth.UNKNOWN
                        : Truth.of(bytes(requestValue)
                                .filter(given -> Arrays.equals(given, wanted.get()))
                                .isPresent());
            }
            case IP_ADDRESS ->
                IpRange.parse(policyValue)
                        .map(range -> Truth.of(IpRange.parse(requestValue)
                                .filter(IpRange::isSingle)
                                .filter(range::contains)
                                .isPresent()))
                        .orElse(Truth.UNKNOWN);
            case NULL -> throw new IllegalStateException("Null compares no values");
        };
    }

    private static Glob glob(String pattern, boolean wildcards, @Nullable Function<String, Glob.Resolved> variables)
            throws UnresolvedVariable {
        if (variables == null) {
            return wildcards ? Glob.of(pattern) : Glob.literal(pattern);
        }
        return Glob.expand(pattern, wildcards, variables);
    }

    private <T extends Comparable<? super T>> Truth ordered(Optional<T> policyValue, Optional<T> requestValue) {
        if (policyValue.isEmpty()) {
            return Truth.UNKNOWN;
        }
        if (requestValue.isEmpty()) {
            return Truth.FALSE;
        }
        int order = requestValue.get().compareTo(policyValue.get());
        return Truth.of(
                switch (this) {
                    case NUMERIC_EQUALS, DATE_EQUALS -> order == 0;
                    case NUMERIC_LESS_THAN, DATE_LESS_THAN -> order < 0;
                    case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> order <= 0;
                    case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> order > 0;
                    case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> order >= 0;
                    default -> throw new IllegalStateException("not an ordering: " + this);
                });
    }

    public static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> bytes(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Parses ISO 8601 in its W3C forms, down to a bare year, or seconds since 1970. A time without a zone is UTC. */
    static Optional<Instant> date(String text) {
        try {
            if (SECONDS.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            if (YEAR.matcher(text).matches()) {
                return Optional.of(LocalDate.of(Integer.parseInt(text), 1, 1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC));
            }
            if (MONTH.matcher(text).matches()) {
                return Optional.of(LocalDate.parse(text + "-01").atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            if (DAY.matcher(text).matches()) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            return Optional.of(
                    WITH_ZONE.matcher(text).matches()
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
