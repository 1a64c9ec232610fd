package dev.cmkconsole.preflight.facts;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Another project in which Atlas uses the examined key with the examined role. No policy that decides by role and key
 * can then deny Atlas, whether this program can read it or not.
 *
 * @param project its name
 * @param since when Atlas authorized the role for it
 */
public record UsedElsewhere(String project, Instant since) {
    private static final Pattern EXTERNAL_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * Whether another project could answer a question that is open. Where this project has the key itself, Atlas says
     * here whether it can use it. Else it spares requests and decides nothing: a trust
     * policy that names this project's external id alone lets no other project in.
     */
    public static boolean mayAnswer(AccessFacts facts) {
        if (facts.keyArn().isEmpty() || facts.configured() || facts.refusal().isPresent() || privately(facts)) {
            return false;
        }
        var own = facts.known(Evidence.RECORDS).orElse(List.of()).stream()
                .map(AccessRole::externalId)
                .collect(Collectors.toSet());
        return facts.role()
                .filter(role -> {
                    var named = EXTERNAL_ID
                            .matcher(role.trustPolicy())
                            .results()
                            .map(r -> r.group())
                            .toList();
                    return named.isEmpty() || !own.containsAll(named);
                })
                .isPresent();
    }

    /** A way over private endpoints has policies of its own. */
    private static boolean privately(AccessFacts facts) {
        return facts.configuration().filter(AwsKms::requirePrivateNetworking).isPresent();
    }

    /**
     * @param other a project that Atlas was just asked about, which makes it try the key
     * @param kms its encryption settings
     * @param records its role records
     * @param open its open alerts
     * @param facts the examined role and key
     * @return empty unless Atlas uses that key with that role there, and no alert says otherwise
     */
    public static Optional<UsedElsewhere> in(
            Project other, AwsKms kms, List<AccessRole> records, List<Alert> open, AccessFacts facts) {
        boolean used = kms.enabled()
                && kms.valid()
                && !kms.onCredentials()
                && !kms.requirePrivateNetworking()
                && facts.keyArn().filter(kms::usesKey).isPresent()
                && open.stream().noneMatch(Alert::aboutKeyUse);
        return records.stream()
                .filter(r -> used && kms.roleId().equals(Optional.of(r.roleId())) && sameRole(r, facts))
                .flatMap(r -> r.authorized().stream())
                .map(since -> new UsedElsewhere(other.name(), since))
                .findFirst();
    }

    /** Whether a record names the examined role, and Atlas assumes it from the account of this project's record. */
    public static boolean sameRole(AccessRole record, AccessFacts facts) {
        return facts.roleArn().isPresent()
                && AccessFacts.arn(record).equals(facts.roleArn())
                && facts.record()
                        .map(AccessRole::atlasAccountArn)
                        .filter(own -> !own.equals(record.atlasAccountArn()))
                        .isEmpty();
    }
}
