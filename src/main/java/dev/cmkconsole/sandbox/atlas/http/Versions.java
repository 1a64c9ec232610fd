package dev.cmkconsole.sandbox.atlas.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The dated versions of one operation, oldest first, and the choice of a version for a request.
 *
 * @param sunsets date from which a version is no longer available
 */
public record Versions(List<LocalDate> offered, Map<LocalDate, LocalDate> sunsets) {
    /** The prefix of every path of the Admin API. */
    public static final String BASE = "/api/atlas/v2";

    private static final Pattern MEDIA_TYPE = Pattern.compile("application/vnd\\.atlas\\.([^+;,\\s]+)\\+json.*");
    private static final DateTimeFormatter HEADER_DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    /** Each argument is {@code 2023-01-01}, or {@code 2023-02-01/2027-07-01} with its sunset. */
    public static Versions of(String... dates) {
        var offered = new ArrayList<LocalDate>();
        var sunsets = new java.util.HashMap<LocalDate, LocalDate>();
        for (var one : dates) {
            var parts = one.split("/");
            offered.add(LocalDate.parse(parts[0]));
            if (parts.length > 1) {
                sunsets.put(offered.getLast(), LocalDate.parse(parts[1]));
            }
        }
        return new Versions(List.copyOf(offered), Map.copyOf(sunsets));
    }

    /** The newest offered version that is not newer than the requested one. */
    public String choose(String accept, Instant now, Switches switches) {
        LocalDate asked = null;
        for (var type : accept.split(",")) {
            var match = MEDIA_TYPE.matcher(type.trim());
            if (!match.matches()) {
                continue;
            }
            if (match.group(1).equals("preview") || match.group(1).equals("upcoming")) {
                continue;
            }
            try {
                var date = LocalDate.parse(match.group(1));
                asked = asked == null || date.isAfter(asked) ? date : asked;
            } catch (DateTimeParseException e) {
                throw AtlasError.of(
                        400,
                        "INVALID_VERSION_DATE",
                        "Invalid version date " + match.group(1) + " specified.",
                        match.group(1));
            }
        }
        if (asked == null) {
            throw notAcceptable(accept, switches);
        }
        LocalDate chosen = null;
        for (var one : offered) {
            chosen = one.isAfter(asked) ? chosen : one;
        }
        if (chosen == null) {
            throw notAcceptable(accept, switches);
        }
        var sunset = sunsets.get(chosen);
        if (sunset != null && !now.isBefore(sunset.atStartOfDay().toInstant(ZoneOffset.UTC))) {
            throw AtlasError.of(
                    410,
                    "VERSION_GONE",
                    "The version " + chosen + " of this resource is gone since " + sunset + ".",
                    chosen.toString());
        }
        return chosen.toString();
    }

    /**
     * The {@code Sunset} and {@code Deprecation} headers of an expiring version. A version is deprecated from the date
     * of the next one.
     */
    public Map<String, String> headers(String version) {
        var served = LocalDate.parse(version);
        var sunset = sunsets.get(served);
        if (sunset == null) {
            return Map.of();
        }
        var successor =
                offered.stream().filter(v -> v.isAfter(served)).findFirst().orElse(served);
        return Map.of(
                "Sunset",
                HEADER_DATE.format(sunset.atStartOfDay()),
                "Deprecation",
                HEADER_DATE.format(successor.atStartOfDay()));
    }

    private AtlasError notAcceptable(String accept, Switches switches) {
        return AtlasError.of(
                switches.unusableAcceptStatus,
                "NOT_ACCEPTABLE",
                "None of the media types " + (accept.isEmpty() ? "(none)" : accept)
                        + " can be served; ask for application/vnd.atlas." + offered.getLast() + "+json.",
                accept);
    }
}
