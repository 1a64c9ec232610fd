package dev.cmkconsole.text;

import dev.cmkconsole.model.aws.AwsAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Names the addresses that replace AWS' own, with their origin. */
public final class AwsAddressText {
    private AwsAddressText() {}

    public static String of(List<AwsAddress> addresses, Messages messages) {
        return addresses.stream().map(address -> of(address, messages)).collect(Collectors.joining(", "));
    }

    public static String of(AwsAddress address, Messages messages) {
        return address.profile()
                .map(profile -> messages.get("aws.address.profile", address.service(), address.uri(), profile))
                .orElseGet(() -> messages.get("aws.address.variable", address.service(), address.uri()));
    }
}
