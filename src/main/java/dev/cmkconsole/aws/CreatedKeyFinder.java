package dev.cmkconsole.aws;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.outcome.ServiceException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a key that this program created, with or without its alias. KMS cannot search by tag, so every key without an
 * alias is examined.
 */
final class CreatedKeyFinder {
    /** The rule that two consoles share: without an alias, the earliest key wins. An alias decides before that. */
    private static final Comparator<CustomerKey> EARLIEST = Comparator.comparing(CustomerKey::created)
            .thenComparing(k -> k.arn().keyId());

    private final KmsReads kms;
    private final AccessReads access;
    private final AwsProblems problems;

    CreatedKeyFinder(KmsReads kms, AccessReads access, AwsProblems problems) {
        this.kms = kms;
        this.access = access;
        this.problems = problems;
    }

    CustomerKey key(NewKey wish) {
        CustomerKey named;
        try {
            named = kms.key(new KeyReference.ByAlias(wish.alias()), wish.region());
        } catch (ServiceException e) {
            if (!e.problem().code().equals(AwsErrorCode.NOT_FOUND)) {
                throw e;
            }
            return unnamed(wish).orElseThrow(() -> e);
        }
        if (!isMade(named.arn(), wish)) {
            throw problems.local(
                    "kms:DescribeKey", AwsErrorCode.ALIAS_TAKEN, named.arn().toString());
        }
        return named;
    }

    private Optional<CustomerKey> unnamed(NewKey wish) {
        return kms.unnamed(wish.region()).stream()
                .filter(k -> k.configuration().customerManaged() && !k.state().awaitsDeletion())
                .filter(k -> isMade(k.arn(), wish))
                .min(EARLIEST)
                .map(k -> kms.key(new KeyReference.ByArn(k.arn()), wish.region()));
    }

    List<SpareKey> spares(String projectId, AwsRegion region) {
        var all = kms.unnamed(region).stream()
                .filter(k -> k.configuration().customerManaged() && !k.state().awaitsDeletion())
                .sorted(EARLIEST)
                .toList();
        var tags = access.keyTags(all.stream().map(CustomerKey::arn).toList());
        var made = NewKey.madeFor(projectId).entrySet();
        return all.stream()
                .filter(k -> tags.getOrDefault(k.arn(), Map.of()).entrySet().containsAll(made))
                .map(k -> new SpareKey(
                        k.arn(), tags.getOrDefault(k.arn(), Map.of()).getOrDefault(NewKey.ALIAS_TAG, ""), k.created()))
                .toList();
    }

    private boolean isMade(KeyArn key, NewKey wish) {
        return access.keyTags(key).entrySet().containsAll(wish.token().entrySet());
    }
}
