package dev.cmkconsole.ui;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.connection.Notice;
import dev.cmkconsole.connection.Notices;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.service.Identity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Connects to a {@link World}. */
public final class WorldConnector implements Connector {
    public final List<ConnectionRequest> asked = new ArrayList<>();
    public final List<Notice> notices = new ArrayList<>();
    public volatile Optional<Problem> refusal = Optional.empty();
    public volatile Optional<Problem> unusableBundle = Optional.empty();
    public int resets;
    private final World world;

    public WorldConnector(World world) {
        this.world = world;
    }

    @Override
    public Session connect(ConnectionRequest request) {
        asked.add(request);
        refusal.ifPresent(p -> {
            throw new ServiceException(p);
        });
        var said = new Notices();
        notices.forEach(said::add);
        return new Session(
                request,
                world.service(request instanceof ConnectionRequest.Practice),
                Path.of("/data/cmk-console/practice"),
                said);
    }

    @Override
    public Identity tryOut(ConnectionRequest request) {
        asked.add(request);
        return world.service(false).identity();
    }

    @Override
    public Session resetPractice() {
        resets++;
        return connect(new ConnectionRequest.Practice());
    }

    @Override
    public List<Variable> variables() {
        return List.of(
                new Variable("MONGODB_ATLAS_PUBLIC_API_KEY", true),
                new Variable("MONGODB_ATLAS_PRIVATE_API_KEY", true),
                new Variable("MONGODB_ATLAS_BASE_URL", false),
                new Variable("AWS_PROFILE", false));
    }

    @Override
    public List<String> awsProfiles() {
        return List.of("default", "security-admin");
    }

    @Override
    public Optional<Problem> caBundleProblem(String path) {
        return unusableBundle;
    }

    @Override
    public void close() {}
}
