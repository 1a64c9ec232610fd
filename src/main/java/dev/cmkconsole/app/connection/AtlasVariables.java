package dev.cmkconsole.app.connection;

import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;

/**
 * Reads the Atlas variables in the Terraform provider's order: an access token, then a service account, then an API
 * key. {@code MCLI_} is the Atlas CLI's older prefix.
 */
final class AtlasVariables {
    private static final String TOKEN = "MONGODB_ATLAS_ACCESS_TOKEN";
    private static final String[] ADDRESS = {
        "MONGODB_ATLAS_BASE_URL", "MONGODB_ATLAS_OPS_MANAGER_URL", "MCLI_OPS_MANAGER_URL"
    };
    private static final String[] SERVICE = {"MONGODB_ATLAS_SERVICE", "MCLI_SERVICE"};
    private static final String[] CLIENT_ID = {"MONGODB_ATLAS_CLIENT_ID", "MCLI_CLIENT_ID"};
    private static final String[] CLIENT_SECRET = {"MONGODB_ATLAS_CLIENT_SECRET", "MCLI_CLIENT_SECRET"};
    private static final String[] PUBLIC_KEY = {
        "MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PUBLIC_KEY", "MCLI_PUBLIC_API_KEY"
    };
    private static final String[] PRIVATE_KEY = {
        "MONGODB_ATLAS_PRIVATE_API_KEY", "MONGODB_ATLAS_PRIVATE_KEY", "MCLI_PRIVATE_API_KEY"
    };

    private AtlasVariables() {}

    static AtlasAddress address(Variables variables) {
        var text = variables.oneOf(ADDRESS);
        if (text.isPresent()) {
            try {
                return AtlasAddress.of(text.get(), variables.clock());
            } catch (ServiceException e) {
                throw variables.problem(
                        e.problem().code(),
                        firstSet(variables, ADDRESS) + ": " + ((Problem.Local) e.problem()).detail());
            }
        }
        var service = variables.oneOf(SERVICE).orElse("cloud");
        return switch (service) {
            case "cloud" -> AtlasAddress.COMMERCIAL;
            case "cloudgov" -> AtlasAddress.GOVERNMENT;
            default ->
                throw variables.problem(
                        "VARIABLE_MALFORMED", firstSet(variables, SERVICE) + ": expected cloud or cloudgov");
        };
    }

    static AtlasCredential credential(Variables variables) {
        var token = variables.secretOneOf(TOKEN);
        if (token.isPresent()) {
            passOver(variables, false, CLIENT_ID, PUBLIC_KEY);
            passOver(variables, true, CLIENT_SECRET, PRIVATE_KEY);
            return new AtlasCredential.AccessToken(token.get());
        }
        if (firstSet(variables, CLIENT_ID) != null || firstSet(variables, CLIENT_SECRET) != null) {
            var id = variables.oneOf(CLIENT_ID).orElseThrow(() -> incomplete(variables, CLIENT_SECRET, CLIENT_ID));
            var secret = variables
                    .secretOneOf(CLIENT_SECRET)
                    .orElseThrow(() -> incomplete(variables, CLIENT_ID, CLIENT_SECRET));
            passOver(variables, false, PUBLIC_KEY);
            passOver(variables, true, PRIVATE_KEY);
            return new AtlasCredential.ServiceAccount(id, secret);
        }
        if (firstSet(variables, PUBLIC_KEY) == null && firstSet(variables, PRIVATE_KEY) == null) {
            throw variables.problem(
                    "NO_ATLAS_CREDENTIALS",
                    "set " + CLIENT_ID[0] + " and " + CLIENT_SECRET[0] + " for a service account, or " + PUBLIC_KEY[0]
                            + " and " + PRIVATE_KEY[0] + " for an API key");
        }
        return new AtlasCredential.ApiKey(
                variables.oneOf(PUBLIC_KEY).orElseThrow(() -> incomplete(variables, PRIVATE_KEY, PUBLIC_KEY)),
                variables.secretOneOf(PRIVATE_KEY).orElseThrow(() -> incomplete(variables, PUBLIC_KEY, PRIVATE_KEY)));
    }

    private static ServiceException incomplete(Variables variables, String[] have, String[] lack) {
        return variables.problem(
                "CREDENTIALS_INCOMPLETE", firstSet(variables, have) + " is set and " + lack[0] + " is not");
    }

    private static void passOver(Variables variables, boolean secret, String[]... groups) {
        for (var group : groups) {
            for (var name : group) {
                variables.passedOver(name, secret);
            }
        }
    }

    private static String firstSet(Variables variables, String[] names) {
        for (var name : names) {
            if (variables.set(name)) {
                return name;
            }
        }
        return null;
    }
}
