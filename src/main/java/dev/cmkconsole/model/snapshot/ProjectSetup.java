package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings;
import java.util.List;
import java.util.Optional;

/**
 * What a project has beside its key and its clusters. It is read only for plans that ask for it.
 *
 * @param endpoints private endpoints to AWS KMS
 * @param searchNodes the search nodes of every dedicated cluster that has some
 * @param policies the resource policies of the project's organization
 * @param compliance a known empty optional if the project has no Backup Compliance Policy
 * @param alerts how the alerts about the project's own key are configured
 * @param roles what the project's role records stand on
 * @param keyRules what a rule of the organization about customer keys means
 */
public record ProjectSetup(
        Observed<List<KmsEndpoint>> endpoints,
        Observed<List<SearchNodes>> searchNodes,
        Observed<List<OrganizationPolicy>> policies,
        Observed<Optional<CompliancePolicy>> compliance,
        Observed<List<AlertConfiguration>> alerts,
        RoleSurroundings roles,
        KeyRules keyRules) {
    public static final ProjectSetup NOT_READ = new ProjectSetup(
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            Observed.notRead(),
            RoleSurroundings.NOT_READ,
            KeyRules.NOT_READ);

    public ProjectSetup withEndpoints(Observed<List<KmsEndpoint>> seen) {
        return new ProjectSetup(seen, searchNodes, policies, compliance, alerts, roles, keyRules);
    }

    public ProjectSetup withSearchNodes(Observed<List<SearchNodes>> seen) {
        return new ProjectSetup(endpoints, seen, policies, compliance, alerts, roles, keyRules);
    }

    public ProjectSetup withRules(
            Observed<List<OrganizationPolicy>> organization, Observed<Optional<CompliancePolicy>> backup) {
        return new ProjectSetup(endpoints, searchNodes, organization, backup, alerts, roles, keyRules);
    }

    public ProjectSetup withAlerts(Observed<List<AlertConfiguration>> seen) {
        return new ProjectSetup(endpoints, searchNodes, policies, compliance, seen, roles, keyRules);
    }

    public ProjectSetup withRoles(RoleSurroundings seen) {
        return new ProjectSetup(endpoints, searchNodes, policies, compliance, alerts, seen, keyRules);
    }

    public ProjectSetup withKeyRules(KeyRules seen) {
        return new ProjectSetup(endpoints, searchNodes, policies, compliance, alerts, roles, seen);
    }
}
