package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.resource.KmsEndpointsResource;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.World;
import java.util.List;
import java.util.Optional;

/** The Atlas side as seen without the API: every credential, and facts that the API does not return. */
public final class AtlasOverview {
    private final World world;

    AtlasOverview(World world) {
        this.world = world;
    }

    public record Named(String id, String name) {}

    /** A user name and secret for signing in. It does not print its secret. */
    public record Login(String name, String user, String secret) {
        @Override
        public String toString() {
            return name + " " + user;
        }
    }

    public List<Named> organizations() {
        return world.directory().organizations().stream()
                .map(o -> new Named(o.id(), o.name()))
                .toList();
    }

    /** In creation order. */
    public List<Named> projects() {
        return world.projects().all().stream().map(p -> new Named(p.id, p.name)).toList();
    }

    public Optional<Named> project(String name) {
        return projects().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    public Optional<Login> apiKey(String name) {
        return login(Identity.IdentityKind.API_KEY, name);
    }

    public Optional<Login> serviceAccount(String name) {
        return login(Identity.IdentityKind.SERVICE_ACCOUNT, name);
    }

    /** API keys in the scenario's order. */
    public List<Login> apiKeys() {
        return logins(Identity.IdentityKind.API_KEY);
    }

    public List<Login> serviceAccounts() {
        return logins(Identity.IdentityKind.SERVICE_ACCOUNT);
    }

    private List<Login> logins(Identity.IdentityKind kind) {
        return world.directory().identities().stream()
                .filter(i -> i.kind() == kind)
                .map(i -> new Login(i.name(), i.publicKey(), i.secret()))
                .toList();
    }

    private Optional<Login> login(Identity.IdentityKind kind, String name) {
        return logins(kind).stream().filter(l -> l.name().equals(name)).findFirst();
    }

    /** For each project, the result of the last key check; for each cluster, whether its processes run. */
    public ObjectNode state() {
        var result = Json.object();
        for (var project : world.projects().all()) {
            result.set(project.name, world.projects().read(project, this::state));
        }
        return result;
    }

    /** @throws java.util.NoSuchElementException when there is no such project or cluster */
    public boolean running(String projectId, String clusterName) {
        var project = world.projects().find(projectId).orElseThrow();
        return world.projects().read(project, p -> {
            var cluster = p.cluster(clusterName).orElseThrow();
            return !cluster.shutDown && !cluster.paused();
        });
    }

    /** Removes an endpoint as an AWS user could. Atlas marks it as superseded and makes a new one. */
    public void removeEndpointInAws(String projectId, String region) {
        var project = world.projects().find(projectId).orElseThrow();
        world.projects().change(project, p -> {
            var now = world.clock().instant();
            var lost = p.endpoints.stream()
                    .filter(e -> e.region().equals(region) && e.status().equals("ACTIVE"))
                    .findFirst()
                    .orElseThrow();
            var renewed = KmsEndpointsResource.initiating(world, world.newId(), region);
            p.endpoints.replaceAll(e -> e.id().equals(lost.id()) ? e.as("PENDING_RECREATION", null, renewed.due()) : e);
            p.endpoints.add(renewed);
            world.events().add(p, now, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED");
            return p;
        });
    }

    private ObjectNode state(Project project) {
        var body = Json.object().put("id", project.id);
        var encryption = body.putObject("encryption")
                .put("enabled", project.encryption.enabled())
                .put("valid", project.encryption.valid())
                .put("checked", Json.time(project.encryption.checked()))
                .put("invalidCode", project.encryption.invalidCode());
        encryption.put("networkDenied", project.encryption.networkDenied());
        var clusters = body.putObject("clusters");
        project.liveClusters()
                .forEach(c -> clusters.putObject(c.name)
                        .put("running", !c.shutDown && !c.paused())
                        .put("stateName", c.stateName)
                        .put("encryptionAtRestProvider", c.encryptionProvider()));
        return body;
    }
}
