package dev.cmkconsole.aws;

import dev.cmkconsole.aws.AwsEndpoints.Service;
import dev.cmkconsole.aws.source.LocalService;
import dev.cmkconsole.model.aws.AwsAddress;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.TransportRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The address of every service for one connection, in the SDK's order: variables, then the profile's {@code services}
 * section, then its {@code endpoint_url}. One that would send credentials in the clear ends the connection.
 */
final class AwsAddresses {
    private final Map<Service, AwsAddress> addresses = new EnumMap<>(Service.class);

    /**
     * @param profile the profile that the connection uses
     * @throws ServiceException with code {@code AWS_ADDRESS_NOT_SECURE}
     */
    AwsAddresses(AwsEndpoints variables, Optional<String> profile, ProfileFile files, Clock clock) {
        var used = profile.flatMap(files::profile).filter(p -> !ignored(p));
        for (var service : Service.values()) {
            variables
                    .of(service)
                    .map(uri -> {
                        requireSecure(uri, service.variable(), clock);
                        return new AwsAddress(name(service), uri, Optional.empty());
                    })
                    .or(() -> used.flatMap(p -> ofProfile(p, files, service, clock)))
                    .ifPresent(address -> addresses.put(service, address));
        }
        profile.flatMap(files::profile).ifPresent(p -> credentialAddresses(p, clock));
    }

    Optional<URI> of(Service service) {
        return Optional.ofNullable(addresses.get(service)).map(AwsAddress::uri);
    }

    List<AwsAddress> list() {
        return List.copyOf(addresses.values());
    }

    private static boolean ignored(Profile profile) {
        return SdkSystemSetting.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS
                        .getBooleanValue()
                        .orElse(false)
                || profile.property(ProfileProperty.IGNORE_CONFIGURED_ENDPOINT_URLS)
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
    }

    private static Optional<AwsAddress> ofProfile(Profile profile, ProfileFile files, Service service, Clock clock) {
        var section = profile.property("services");
        return section.flatMap(name -> files.getSection("services", name))
                .flatMap(s -> s.property(service.section() + "." + ProfileProperty.ENDPOINT_URL))
                .map(text -> parsed("services section " + section.orElse(""), text, clock))
                .or(() -> profile.property(ProfileProperty.ENDPOINT_URL)
                        .map(text -> parsed("profile " + profile.name(), text, clock)))
                .map(uri -> new AwsAddress(name(service), uri, Optional.of(profile.name())));
    }

    private static URI parsed(String source, String text, Clock clock) {
        try {
            return AwsEndpoints.parsed(source, text.strip());
        } catch (URISyntaxException e) {
            throw refused(source + ": " + e.getReason(), clock);
        }
    }

    /** The addresses from which containers and machines get credentials. */
    static void requireSecureContainer(Clock clock) {
        requireSecureHere(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI, clock);
        requireSecureHere(SdkSystemSetting.AWS_CONTAINER_SERVICE_ENDPOINT, clock);
        requireSecureHere(SdkSystemSetting.AWS_EC2_METADATA_SERVICE_ENDPOINT, clock);
    }

    private static void credentialAddresses(Profile profile, Clock clock) {
        profile.property(ProfileProperty.EC2_METADATA_SERVICE_ENDPOINT)
                .ifPresent(text -> requireSecureHere("profile " + profile.name(), text, clock));
    }

    private static void requireSecureHere(SdkSystemSetting setting, Clock clock) {
        setting.getStringValue()
                .filter(text -> !text.isBlank())
                .ifPresent(text -> requireSecureHere(setting.environmentVariable(), text, clock));
    }

    private static void requireSecureHere(String source, String text, Clock clock) {
        try {
            var uri = new URI(text.strip());
            if (!LocalService.allows(uri)) {
                requireSecure(uri, source, clock);
            }
        } catch (URISyntaxException e) {
            throw refused(source + ": not an address", clock);
        }
    }

    private static void requireSecure(URI uri, String source, Clock clock) {
        if (!TransportRule.allows(uri)) {
            throw refused(source + ": plain http is allowed to this computer only, not to " + uri.getHost(), clock);
        }
    }

    private static ServiceException refused(String detail, Clock clock) {
        return new ServiceException(new Problem.Local("connect", "AWS_ADDRESS_NOT_SECURE", detail, clock.instant()));
    }

    private static String name(Service service) {
        return service.name().replace('_', ' ');
    }
}
