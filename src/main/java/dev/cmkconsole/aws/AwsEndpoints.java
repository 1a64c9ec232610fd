package dev.cmkconsole.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Endpoints in place of AWS' own. They have host and port only, because the SDK drops a path for STS and IAM. */
public record AwsEndpoints(Optional<URI> kms, Optional<URI> sts, Optional<URI> iam) {
    public static final AwsEndpoints NONE = new AwsEndpoints(Optional.empty(), Optional.empty(), Optional.empty());

    /** One endpoint for all three services. */
    public static AwsEndpoints at(URI endpoint) {
        return new AwsEndpoints(Optional.of(endpoint), Optional.of(endpoint), Optional.of(endpoint));
    }

    /**
     * The endpoints from the SDK's own variables: {@code AWS_ENDPOINT_URL_KMS} and similar, then {@code
     * AWS_ENDPOINT_URL}; none with {@code AWS_IGNORE_CONFIGURED_ENDPOINT_URLS}.
     *
     * @throws URISyntaxException when one has no host, or contains a user name or password; the exception's input is
     *     the variable's name
     */
    public static AwsEndpoints from(Map<String, String> environment) throws URISyntaxException {
        if (environment.getOrDefault("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").equalsIgnoreCase("true")) {
            return NONE;
        }
        return new AwsEndpoints(
                endpoint(environment, "KMS"), endpoint(environment, "STS"), endpoint(environment, "IAM"));
    }

    private static Optional<URI> endpoint(Map<String, String> environment, String service) throws URISyntaxException {
        var own = "AWS_ENDPOINT_URL_" + service;
        var name = environment.getOrDefault(own, "").isBlank() ? "AWS_ENDPOINT_URL" : own;
        var text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new URISyntaxException(name, "not an address: " + e.getReason());
        }
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getScheme() == null
                || !uri.getScheme().matches("(?i)https?")) {
            throw new URISyntaxException(name, "expected http:// or https:// and a host, without user");
        }
        return Optional.of(uri);
    }

    static boolean loopback(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
