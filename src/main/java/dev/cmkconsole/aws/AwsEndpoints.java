package dev.cmkconsole.aws;

import dev.cmkconsole.model.port.TransportRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * Endpoints in place of AWS' own. They have host and port only, because the SDK drops a path for STS and IAM.
 *
 * @param sso the portal of IAM Identity Center, which gives credentials
 * @param ssoOidc the sign-in of IAM Identity Center, which renews tokens
 */
public record AwsEndpoints(
        Optional<URI> kms, Optional<URI> sts, Optional<URI> iam, Optional<URI> sso, Optional<URI> ssoOidc) {
    public static final AwsEndpoints NONE = new AwsEndpoints(Optional.empty(), Optional.empty(), Optional.empty());

    public AwsEndpoints(Optional<URI> kms, Optional<URI> sts, Optional<URI> iam) {
        this(kms, sts, iam, Optional.empty(), Optional.empty());
    }

    /** The services that the program calls, as configuration files and variables name them. */
    enum Service {
        KMS("kms"),
        STS("sts"),
        IAM("iam"),
        SSO("sso"),
        SSO_OIDC("sso_oidc");

        private final String section;

        Service(String section) {
            this.section = section;
        }

        /** The name in the {@code services} section of a configuration file. */
        String section() {
            return section;
        }

        String variable() {
            return "AWS_ENDPOINT_URL_" + name();
        }
    }

    Optional<URI> of(Service service) {
        return switch (service) {
            case KMS -> kms;
            case STS -> sts;
            case IAM -> iam;
            case SSO -> sso;
            case SSO_OIDC -> ssoOidc;
        };
    }

    /** One endpoint for all services. */
    public static AwsEndpoints at(URI endpoint) {
        var one = Optional.of(endpoint);
        return new AwsEndpoints(one, one, one, one, one);
    }

    /**
     * The endpoints from the SDK's own variables: {@code AWS_ENDPOINT_URL_KMS} and similar, then {@code
     * AWS_ENDPOINT_URL}; none with {@code AWS_IGNORE_CONFIGURED_ENDPOINT_URLS}.
     *
     * @throws URISyntaxException when one has no host, contains a user name or password, or is plain http to another
     *     computer; the exception's input is the variable's name
     */
    public static AwsEndpoints from(Map<String, String> environment) throws URISyntaxException {
        if (environment.getOrDefault("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").equalsIgnoreCase("true")) {
            return NONE;
        }
        return new AwsEndpoints(
                endpoint(environment, Service.KMS),
                endpoint(environment, Service.STS),
                endpoint(environment, Service.IAM),
                endpoint(environment, Service.SSO),
                endpoint(environment, Service.SSO_OIDC));
    }

    private static Optional<URI> endpoint(Map<String, String> environment, Service service) throws URISyntaxException {
        var own = service.variable();
        var name = environment.getOrDefault(own, "").isBlank() ? "AWS_ENDPOINT_URL" : own;
        var text = environment.getOrDefault(name, "").strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(parsed(name, text));
    }

    /** An address to which credentials would travel in the clear. */
    private static final class NotSecure extends URISyntaxException {
        private static final long serialVersionUID = 1;

        private NotSecure(String source, String why) {
            super(source, why);
        }
    }

    /** The code of the problem with a variable. */
    public static String code(URISyntaxException e) {
        return e instanceof NotSecure ? "AWS_ADDRESS_NOT_SECURE" : "VARIABLE_MALFORMED";
    }

    /** @param source what the exception names as its input: a variable, or a place in a configuration file */
    static URI parsed(String source, String text) throws URISyntaxException {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new URISyntaxException(source, "not an address: " + e.getReason());
        }
        if (!TransportRule.reachable(uri)
                || uri.getRawUserInfo() != null
                || uri.getScheme() == null
                || !uri.getScheme().matches("(?i)https?")) {
            throw new URISyntaxException(
                    source, "expected http:// or https:// and a host, perhaps with a port, without user");
        }
        if (!TransportRule.allows(uri)) {
            throw new NotSecure(source, "plain http is allowed to this computer only, not to " + uri.getHost());
        }
        return uri;
    }
}
