package dev.cmkconsole.sandbox.atlas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.atlas.auth.Access;
import dev.cmkconsole.sandbox.atlas.auth.AtlasCall;
import dev.cmkconsole.sandbox.atlas.auth.Digest;
import dev.cmkconsole.sandbox.atlas.auth.Directory;
import dev.cmkconsole.sandbox.atlas.auth.Identity;
import dev.cmkconsole.sandbox.atlas.auth.Tokens;
import dev.cmkconsole.sandbox.atlas.http.Answer;
import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.atlas.http.PrivateCalls;
import dev.cmkconsole.sandbox.atlas.http.Query;
import dev.cmkconsole.sandbox.atlas.http.Switches;
import dev.cmkconsole.sandbox.atlas.http.Versions;
import dev.cmkconsole.sandbox.atlas.resource.AccessRolesResource;
import dev.cmkconsole.sandbox.atlas.resource.AlertsResource;
import dev.cmkconsole.sandbox.atlas.resource.ApiKeysResource;
import dev.cmkconsole.sandbox.atlas.resource.BackupScheduleResource;
import dev.cmkconsole.sandbox.atlas.resource.ClustersResource;
import dev.cmkconsole.sandbox.atlas.resource.CompliancePolicyResource;
import dev.cmkconsole.sandbox.atlas.resource.CredentialsResource;
import dev.cmkconsole.sandbox.atlas.resource.EncryptionResource;
import dev.cmkconsole.sandbox.atlas.resource.EventsResource;
import dev.cmkconsole.sandbox.atlas.resource.KmsEndpointsResource;
import dev.cmkconsole.sandbox.atlas.resource.NetworkResource;
import dev.cmkconsole.sandbox.atlas.resource.OrganizationsResource;
import dev.cmkconsole.sandbox.atlas.resource.ProcessArgsResource;
import dev.cmkconsole.sandbox.atlas.resource.ProjectsResource;
import dev.cmkconsole.sandbox.atlas.resource.RestoreJobsResource;
import dev.cmkconsole.sandbox.atlas.resource.SearchDeploymentResource;
import dev.cmkconsole.sandbox.atlas.resource.SnapshotsResource;
import dev.cmkconsole.sandbox.atlas.resource.SystemResource;
import dev.cmkconsole.sandbox.atlas.resource.account.ServiceAccountsResource;
import dev.cmkconsole.sandbox.atlas.resource.flex.FlexBackupsResource;
import dev.cmkconsole.sandbox.atlas.resource.flex.FlexClustersResource;
import dev.cmkconsole.sandbox.atlas.resource.network.ContainersResource;
import dev.cmkconsole.sandbox.atlas.resource.overview.ClusterDetailsResource;
import dev.cmkconsole.sandbox.atlas.resource.policy.ResourcePoliciesResource;
import dev.cmkconsole.sandbox.atlas.resource.project.ProjectLimitsResource;
import dev.cmkconsole.sandbox.atlas.resource.project.ProjectSettingsResource;
import dev.cmkconsole.sandbox.atlas.resource.project.ProjectTeamsResource;
import dev.cmkconsole.sandbox.atlas.route.ContractOperations;
import dev.cmkconsole.sandbox.atlas.route.RateLimits;
import dev.cmkconsole.sandbox.atlas.route.Route;
import dev.cmkconsole.sandbox.atlas.route.Router;
import dev.cmkconsole.sandbox.atlas.state.AtlasStorage;
import dev.cmkconsole.sandbox.atlas.state.Project;
import dev.cmkconsole.sandbox.atlas.state.Projects;
import dev.cmkconsole.sandbox.atlas.state.World;
import dev.cmkconsole.sandbox.aws.AtlasAwsAccess;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The simulated Atlas Admin API. It finds the operation, checks the caller's permissions, and chooses the API version.
 */
public final class AtlasCloud implements SimulatedService {
    /** Before the name of an operation in the request log that the sandbox does not simulate. */
    private static final String NOT_SIMULATED = "not simulated: ";

    private static final Pattern PROJECT_ID = Pattern.compile("[a-f0-9]{24}");

    private final World world;
    private final Router router = new Router();
    private final Digest digest;
    private final Tokens tokens;
    private final AtlasSignIn signIn;
    private final RateLimits limits;
    private final PrivateCalls privateCalls = new PrivateCalls();

    /**
     * What an Atlas runs in.
     *
     * @param clock of the simulation
     * @param realClock of the callers: the challenges of a sign-in age by it, whatever the sandbox's speed
     */
    public record Surroundings(Clock clock, Clock realClock, Switches switches, AtlasStorage storage) {
        World world(AtlasAwsAccess aws, Directory directory) {
            return new World(aws, clock, switches, storage, directory);
        }
    }

    private AtlasCloud(World world, Clock realClock) {
        this.world = world;
        this.digest = new Digest(realClock, world.switches());
        this.tokens =
                new Tokens(world.directory(), world.clock(), world.switches(), world.ids(), world::directoryChanged);
        this.signIn = new AtlasSignIn(world, digest, tokens);
        this.limits = new RateLimits(world.clock(), world.switches());
        new SystemResource(limits, router::all).addTo(router);
        new OrganizationsResource(world).addTo(router);
        new ProjectsResource(world).addTo(router);
        new ProjectSettingsResource().addTo(router);
        new ProjectLimitsResource().addTo(router);
        new ProjectTeamsResource().addTo(router);
        new AccessRolesResource(world).addTo(router);
        new EncryptionResource(world).addTo(router);
        new KmsEndpointsResource(world).addTo(router);
        new ClustersResource(world).addTo(router);
        new ProcessArgsResource().addTo(router);
        new FlexClustersResource(world).addTo(router);
        new FlexBackupsResource(world).addTo(router);
        new ClusterDetailsResource(world).addTo(router);
        new SnapshotsResource(world).addTo(router);
        new RestoreJobsResource(world).addTo(router);
        new BackupScheduleResource(world).addTo(router);
        new SearchDeploymentResource(world).addTo(router);
        new AlertsResource(world).addTo(router);
        new EventsResource(world).addTo(router);
        new NetworkResource(world).addTo(router);
        new ContainersResource(world).addTo(router);
        new CredentialsResource(world).addTo(router);
        new ServiceAccountsResource(world).addTo(router);
        new ResourcePoliciesResource(world).addTo(router);
        new ApiKeysResource(world).addTo(router);
        new CompliancePolicyResource(world).addTo(router);
    }

    /** An Atlas without any organization. */
    static AtlasCloud empty(AtlasAwsAccess aws, Surroundings around) {
        return new AtlasCloud(around.world(aws, new Directory()), around.realClock());
    }

    /** Seeds a new Atlas from a scenario's {@code atlas} section and stores the whole state. */
    public static AtlasCloud seed(JsonNode section, AtlasAwsAccess aws, Surroundings around) {
        var cloud = empty(aws, around);
        new ScenarioSeed(cloud.world).load(section);
        cloud.world.directoryChanged();
        return cloud;
    }

    /**
     * Restores the state that an earlier run stored.
     *
     * @throws UncheckedIOException when a document cannot be read
     */
    public static Optional<AtlasCloud> restore(AtlasAwsAccess aws, Surroundings around) {
        var documents = around.storage().read(World.DIRECTORY);
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        try {
            var directory = Json.MAPPER.readValue(documents.getFirst(), Directory.class);
            var cloud = new AtlasCloud(around.world(aws, directory), around.realClock());
            for (var document : around.storage().read(Projects.FILE)) {
                cloud.world.projects().restore(Json.MAPPER.readValue(document, Project.class));
            }
            return Optional.of(cloud);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's data cannot be read: " + e.getMessage(), e);
        }
    }

    /** The state that the control endpoint and the report show. */
    public AtlasOverview overview() {
        return new AtlasOverview(world);
    }

    /** Every operation with its method, path and name, for documentation and contract tests. */
    public List<String> operations() {
        var signIn = Stream.of("POST /api/oauth/token oauthToken", "POST /api/oauth/revoke oauthRevoke");
        return Stream.concat(
                        router.all().stream()
                                .map(r -> r.method() + " " + Versions.BASE + r.template() + " " + r.operation()),
                        signIn)
                .toList();
    }

    @Override
    public String operation(HttpCall call) {
        return switch (call.rawPath()) {
            case "/api/oauth/token" -> "oauthToken";
            case "/api/oauth/revoke" -> "oauthRevoke";
            default ->
                call.rawPath().startsWith("/api/private/")
                        ? "private"
                        : route(call)
                                .map(m -> m.route().operation())
                                .or(() -> notSimulated(call).map(o -> NOT_SIMULATED + o))
                                .orElse("unknown");
        };
    }

    @Override
    public boolean asksForChallenge(HttpCall call) {
        return call.header("authorization").filter(sent -> !digest.stale(sent)).isEmpty()
                && route(call).filter(m -> m.route().access() != Access.ANYONE).isPresent();
    }

    @Override
    public HttpReply handle(HttpCall call) {
        var path = call.rawPath();
        if (path.equals("/api/oauth/token") || path.equals("/api/oauth/revoke")) {
            if (!call.method().equals("POST")) {
                return AtlasReplies.error(
                                call,
                                AtlasError.of(
                                        405,
                                        "METHOD_NOT_ALLOWED",
                                        "The method " + call.method() + " is not allowed here."))
                        .with("Allow", "POST");
            }
            return path.endsWith("token") ? tokens.token(call) : tokens.revoke(call);
        }
        if (path.startsWith("/api/private/")) {
            return privateCalls
                    .handle(call)
                    .orElseGet(() -> AtlasReplies.error(call, AtlasError.resourceNotFound(path)));
        }
        try {
            return api(call);
        } catch (AtlasError e) {
            var reply = AtlasReplies.error(call, e);
            return e.status == 405 ? reply.with("Allow", String.join(", ", methods(call))) : reply;
        }
    }

    @Override
    public HttpReply error(HttpCall call, int status, String errorCode) {
        var code = errorCode != null
                ? errorCode
                : switch (status) {
                    case 401 -> "USER_UNAUTHORIZED";
                    case 403 -> "IP_ADDRESS_NOT_ON_ACCESS_LIST";
                    case 404 -> "RESOURCE_NOT_FOUND";
                    case 413 -> "REQUEST_TOO_LARGE";
                    case 429 -> "RATE_LIMITED_TOKEN_BUCKET";
                    default -> "UNEXPECTED_ERROR";
                };
        return AtlasReplies.error(
                call,
                status == 429
                        ? AtlasError.of(
                                429,
                                code,
                                "Rate limit exceeded for api/atlas/v2. Please retry after 1 seconds. Request capacity:"
                                        + " 10. Refill rate: 5 per 60 seconds.",
                                "api/atlas/v2",
                                1,
                                10,
                                5,
                                60)
                        : AtlasError.of(status, code, "Unexpected error."));
    }

    private HttpReply api(HttpCall call) {
        var match = route(call).orElse(null);
        var open = match != null && match.route().access() == Access.ANYONE;
        Identity identity = null;
        if (!open) {
            var signedIn = signIn.signIn(call);
            if (signedIn.refusal() != null) {
                return signedIn.refusal();
            }
            identity = signedIn.identity();
            signIn.checkAddress(identity, call);
        }
        if (match == null) {
            var meant = notSimulated(call);
            if (meant.isPresent()) {
                throw AtlasError.notSimulated(meant.get(), call.rawPath());
            }
            if (!methods(call).isEmpty()) {
                throw AtlasError.of(
                        405,
                        "METHOD_NOT_ALLOWED",
                        "The method " + call.method() + " is not allowed for " + call.rawPath() + ".",
                        call.method());
            }
            throw AtlasError.resourceNotFound(call.rawPath());
        }
        var route = match.route();
        var grant = limits.take(route, identity, call.remote(), match.parameters());
        var version = route.versions()
                .choose(call.header("accept").orElse(""), world.clock().instant(), world.switches());
        checkContentType(call);
        var atlasCall = new AtlasCall(
                call,
                match.parameters(),
                Query.parse(call.rawQuery()),
                version,
                identity,
                world.clock().instant());
        var answer = answer(route, atlasCall);
        return AtlasReplies.of(route, atlasCall, answer, grant);
    }

    private List<String> methods(HttpCall call) {
        return call.rawPath().startsWith(Versions.BASE)
                ? router.methods(call.rawPath().substring(Versions.BASE.length()))
                : List.of();
    }

    private Answer answer(Route route, AtlasCall call) {
        if (call.path().containsKey("orgId")) {
            checkOrganization(route, call);
        }
        if (!route.belowProject()) {
            return route.handler().answer(call, null);
        }
        var id = call.path("groupId");
        if (!PROJECT_ID.matcher(id).matches()) {
            throw AtlasError.of(404, "INVALID_GROUP_ID", "An invalid group ID " + id + " was specified.", id);
        }
        var project = world.projects().find(id).orElseThrow(() -> AtlasError.groupNotFound(id));
        if (!Access.sees(call.identity(), project.orgId, id)) {
            throw AtlasError.of(
                    world.switches().missingRoleStatus,
                    "USER_CANNOT_ACCESS_GROUP",
                    "The current user cannot access group " + id + ".",
                    id);
        }
        if (!route.access().allowsOnProject(call.identity(), project.orgId, id, world.switches())) {
            throw AtlasError.of(
                    world.switches().missingRoleStatus,
                    "USER_UNAUTHORIZED",
                    "Current user is not authorized to perform this action.");
        }
        return route.changes()
                ? world.projects().change(project, p -> route.handler().answer(call, p))
                : world.projects().read(project, p -> route.handler().answer(call, p));
    }

    private void checkOrganization(Route route, AtlasCall call) {
        var id = call.path("orgId");
        if (world.directory().organization(id).isEmpty()) {
            throw AtlasError.of(404, "INVALID_ORG_ID", "An invalid organization ID " + id + " was specified.", id);
        }
        var who = call.identity();
        var allowed =
                who.holdsIn(id, route.access().roles) || route.access() == Access.ORG_MEMBER && id.equals(who.orgId());
        if (!allowed) {
            throw AtlasError.of(
                    world.switches().missingRoleStatus,
                    "USER_UNAUTHORIZED",
                    "Current user is not authorized to perform this action.");
        }
    }

    private static void checkContentType(HttpCall call) {
        var coding = call.header("content-encoding").orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            throw AtlasError.of(
                    415, "UNSUPPORTED_MEDIA_TYPE", "The content encoding " + coding + " is not supported.", coding);
        }
        var type = call.header("content-type").orElse("");
        if (call.body().length > 0 && !type.isEmpty() && !type.contains("json")) {
            throw AtlasError.of(415, "UNSUPPORTED_MEDIA_TYPE", "The content type " + type + " is not supported.", type);
        }
    }

    /** The operation of Atlas that a call without a route asks for. */
    private static Optional<String> notSimulated(HttpCall call) {
        return call.rawPath().startsWith(Versions.BASE)
                ? ContractOperations.of(
                        call.method().equals("HEAD") ? "GET" : call.method(),
                        call.rawPath().substring(Versions.BASE.length()))
                : Optional.empty();
    }

    private Optional<Router.Match> route(HttpCall call) {
        if (!call.rawPath().startsWith(Versions.BASE)) {
            return Optional.empty();
        }
        var rest = call.rawPath().substring(Versions.BASE.length());
        if (!rest.isEmpty() && !rest.startsWith("/")) {
            return Optional.empty();
        }
        try {
            return router.find(call.method().equals("HEAD") ? "GET" : call.method(), rest);
        } catch (AtlasError e) {
            return Optional.empty();
        }
    }
}
