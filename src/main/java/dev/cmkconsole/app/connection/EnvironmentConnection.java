package dev.cmkconsole.app.connection;

import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.model.outcome.ServiceException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Describes a connection to a real organization by the variables that the Atlas CLI, the Terraform provider and the AWS
 * SDK already use. {@link AtlasVariables} and {@link AwsVariables} define which variable wins when several are set.
 *
 * @param variables every variable that was read and is set, in the order in which the user should see it
 */
public record EnvironmentConnection(
        AtlasAddress atlasAddress, AtlasCredential atlasCredential, AwsConnection aws, List<Variable> variables) {

    public EnvironmentConnection {
        variables = List.copyOf(variables);
    }

    /**
     * @param shown its value, or {@code set} where the value is a secret
     * @param used false if another variable takes precedence
     */
    public record Variable(String name, String shown, boolean used) {}

    /**
     * Returns the preferred name of each variable that selects the connection, for display. Service-specific AWS
     * endpoint variables are not included.
     */
    public static List<String> names() {
        return List.of(
                "MONGODB_ATLAS_BASE_URL",
                "MONGODB_ATLAS_CLIENT_ID",
                "MONGODB_ATLAS_CLIENT_SECRET",
                "MONGODB_ATLAS_PUBLIC_API_KEY",
                "MONGODB_ATLAS_PRIVATE_API_KEY",
                "AWS_PROFILE",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_SESSION_TOKEN",
                "AWS_REGION",
                "AWS_ENDPOINT_URL",
                "HTTPS_PROXY",
                "NO_PROXY",
                "CMK_CA_BUNDLE");
    }

    /**
     * @param environment the variables as {@link System#getenv()} returns them
     * @throws ServiceException with a problem that names the variable: {@code NO_ATLAS_CREDENTIALS}, {@code
     *     CREDENTIALS_INCOMPLETE}, {@code VARIABLES_CONTRADICT}, {@code VARIABLE_MALFORMED}, or an address' own ({@link
     *     AtlasAddress#of})
     */
    public static EnvironmentConnection from(Map<String, String> environment, Clock clock) {
        var variables = new Variables(environment, clock);
        var address = AtlasVariables.address(variables);
        var credential = AtlasVariables.credential(variables);
        var aws = AwsVariables.connection(variables);
        NetworkVariables.look(variables);
        return new EnvironmentConnection(address, credential, aws, variables.seen());
    }
}
