package dev.cmkconsole.app.connection;

import dev.cmkconsole.network.Proxies;
import dev.cmkconsole.network.TrustedCertificates;

/** The variables that choose the way to the services, for display. A proxy's name and password are left out. */
final class NetworkVariables {
    private NetworkVariables() {}

    static void look(Variables variables) {
        Proxies.variable(variables.environment())
                .ifPresent(name -> variables.noted(
                        name,
                        Proxies.from(variables.environment(), variables.clock())
                                .shown()
                                .orElse("")));
        variables.plain("NO_PROXY");
        variables.plain("no_proxy");
        TrustedCertificates.variable(variables.environment())
                .ifPresent(name ->
                        variables.noted(name, variables.environment().get(name).strip()));
    }
}
