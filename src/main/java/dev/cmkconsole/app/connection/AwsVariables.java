package dev.cmkconsole.app.connection;

import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsEndpoints;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.InputException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the AWS variables in the SDK's order: keys, then a named profile, then the SDK's default provider chain. The
 * region is {@code AWS_REGION} or the AWS CLI's {@code AWS_DEFAULT_REGION}; a profile's own region comes after both.
 */
final class AwsVariables {
    private static final List<String> SERVICE_ENDPOINTS = List.of(
            "AWS_ENDPOINT_URL_KMS",
            "AWS_ENDPOINT_URL_STS",
            "AWS_ENDPOINT_URL_IAM",
            "AWS_ENDPOINT_URL_SSO",
            "AWS_ENDPOINT_URL_SSO_OIDC");

    private AwsVariables() {}

    static AwsConnection connection(Variables variables) {
        var endpoints = endpoints(variables);
        var region = region(variables);
        var id = variables.set("AWS_ACCESS_KEY_ID");
        var secret = variables.set("AWS_SECRET_ACCESS_KEY");
        if (id != secret) {
            throw variables.problem(
                    "CREDENTIALS_INCOMPLETE",
                    id
                            ? "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not"
                            : "AWS_SECRET_ACCESS_KEY is set and AWS_ACCESS_KEY_ID is not");
        }
        if (id) {
            var connection = new AwsConnection.AccessKey(
                    variables.environment().get("AWS_ACCESS_KEY_ID").strip(),
                    variables
                            .plain("AWS_ACCESS_KEY_ID")
                            .flatMap(_ -> variables.secretOneOf("AWS_SECRET_ACCESS_KEY"))
                            .orElseThrow(),
                    variables.secretOneOf("AWS_SESSION_TOKEN"),
                    region,
                    endpoints);
            variables.passedOver("AWS_PROFILE", false);
            return connection;
        }
        variables.plain("AWS_CONFIG_FILE");
        variables.plain("AWS_SHARED_CREDENTIALS_FILE");
        var profile = variables.plain("AWS_PROFILE");
        if (profile.isPresent()) {
            return new AwsConnection.Profile(profile.get(), region, endpoints);
        }
        variables.plain("AWS_WEB_IDENTITY_TOKEN_FILE");
        variables.plain("AWS_ROLE_ARN");
        return new AwsConnection.DefaultChain(region, endpoints);
    }

    private static Optional<AwsRegion> region(Variables variables) {
        var name = variables.set("AWS_REGION") ? "AWS_REGION" : "AWS_DEFAULT_REGION";
        var text = variables.plain(name);
        if (name.equals("AWS_REGION")) {
            variables.passedOver("AWS_DEFAULT_REGION", false);
        }
        try {
            return text.map(AwsRegion::of);
        } catch (InputException e) {
            throw variables.problem("VARIABLE_MALFORMED", name + ": expected a region such as us-east-1");
        }
    }

    private static AwsEndpoints endpoints(Variables variables) {
        try {
            var endpoints = AwsEndpoints.from(variables.environment());
            var ignored = endpoints.equals(AwsEndpoints.NONE);
            SERVICE_ENDPOINTS.forEach(name -> look(variables, name, !ignored));
            var allHaveTheirOwn = SERVICE_ENDPOINTS.stream().allMatch(variables::set);
            look(variables, "AWS_ENDPOINT_URL", !ignored && !allHaveTheirOwn);
            variables.plain("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
            return endpoints;
        } catch (URISyntaxException e) {
            throw variables.problem(AwsEndpoints.code(e), e.getInput() + ": " + e.getReason());
        }
    }

    private static void look(Variables variables, String name, boolean used) {
        if (used) {
            variables.plain(name);
        } else {
            variables.passedOver(name, false);
        }
    }
}
