package dev.cmkconsole.aws.source;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The credentials of an EC2 machine's role, from its metadata service, version 2. */
public final class MachineCredentials extends CredentialSource {
    private static final String SOURCE = "the machine's metadata service";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

    private static final String OVER_IPV6 = "http://[fd00:ec2::254]";

    private final LocalService service;
    private final Optional<String> address;
    private final Optional<String> mode;

    /**
     * @param address that the profile names
     * @param mode that the profile names: IPv4 or IPv6
     */
    public MachineCredentials(LocalService service, Optional<String> address, Optional<String> mode, Clock clock) {
        super(clock);
        this.service = service;
        this.address = address;
        this.mode = mode;
    }

    @Override
    GivenCredentials ask() {
        if (SdkSystemSetting.AWS_EC2_METADATA_DISABLED.getBooleanValue().orElse(false)) {
            throw SdkClientException.create("AWS_EC2_METADATA_DISABLED turns the machine's metadata service off");
        }
        var token = service.ask(
                SOURCE, "PUT", at("/latest/api/token"), Map.of("x-aws-ec2-metadata-token-ttl-seconds", "60"));
        var signed = Map.of("x-aws-ec2-metadata-token", plain(token));
        var role = plain(service.ask(SOURCE, "GET", at(ROLES), signed));
        return GivenCredentials.read(SOURCE, service.ask(SOURCE, "GET", at(ROLES + role), signed), "Token");
    }

    /** One word of the service: a token, or a role's name. */
    private static String plain(String text) {
        var word = text.strip();
        if (!word.matches("[\\w+=,.@/-]+")) {
            throw SdkClientException.create(SOURCE + " answered with something that is neither a token nor a role");
        }
        return word;
    }

    private URI at(String path) {
        try {
            return URI.create(base().replaceFirst("/+$", "") + path);
        } catch (IllegalArgumentException e) {
            throw SdkClientException.create(SOURCE + " has an address that is none");
        }
    }

    /** In the SDK's order: variables, then the profile; an address before a mode. */
    String base() {
        var named = SdkSystemSetting.AWS_EC2_METADATA_SERVICE_ENDPOINT
                .getNonDefaultStringValue()
                .or(() -> address)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        var version = SdkSystemSetting.AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE
                .getNonDefaultStringValue()
                .or(() -> mode)
                .map(String::strip);
        return named.orElseGet(() -> version.filter("IPv6"::equalsIgnoreCase).isPresent()
                ? OVER_IPV6
                : SdkSystemSetting.AWS_EC2_METADATA_SERVICE_ENDPOINT.defaultValue());
    }
}
