package dev.cmkconsole.app;

import dev.cmkconsole.app.connection.EnvironmentConnection;
import dev.cmkconsole.app.data.ConnectionFolder;
import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Identity;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes connections from what the program was started with. Practice and real connections never share a data folder. */
public final class ProgramConnector implements Connector {
    private final Program program;
    private final DataDirectory data;
    private final UnaryOperator<SandboxOptions> sandboxOptions;
    private OpenConnection open;
    private Sandbox sandbox;

    public ProgramConnector(Program program, DataDirectory data) {
        this(program, data, options -> options);
    }

    /** @param sandboxOptions changes to how practice mode's sandbox is started: the tour and tests hurry its clock */
    public ProgramConnector(Program program, DataDirectory data, UnaryOperator<SandboxOptions> sandboxOptions) {
        this.program = program;
        this.data = data;
        this.sandboxOptions = sandboxOptions;
    }

    @Override
    public synchronized Session connect(ConnectionRequest request) {
        ConnectionFolder folder = switch (request) {
            case ConnectionRequest.Practice _ -> data.practice();
            case ConnectionRequest.Real real -> data.real(real.baseUrl());
            case ConnectionRequest.FromEnvironment _ -> data.real(environment().atlasAddress().root());
        };
        close();
        data.prepare(folder);
        open = new OpenConnection(new OpenConnection.Parts(gateways(request), folder), program.messages(), program.clock());
        return new Session(request, open.service(), folder.path(), open.notices());
    }

    private Gateways gateways(ConnectionRequest request) {
        return switch (request) {
            case ConnectionRequest.Practice _ -> {
                sandbox = Sandbox.start(sandboxOptions.apply(SandboxOptions.defaults(program.clock()).data(data.practice().sandbox())));
                yield Gateways.practice(sandbox, program);
            }
            case ConnectionRequest.Real real -> Gateways.real(real, program);
            case ConnectionRequest.FromEnvironment _ -> {
                var found = environment();
                found.variables().forEach(v -> program.err().println(v.used() ? program.messages().get("cli.environment", v.name(), v.shown())
                        : program.messages().get("cli.environment.unused", v.name())));
                yield Gateways.environment(found, program);
            }
        };
    }

    private EnvironmentConnection environment() {
        return EnvironmentConnection.from(program.environment(), program.clock());
    }

    @Override
    public Identity tryOut(ConnectionRequest request) {
        if (request instanceof ConnectionRequest.Practice) {
            try (var throwaway = Sandbox.start(SandboxOptions.defaults(program.clock())); var gateways = Gateways.practice(throwaway, program)) {
                return Identity.read(gateways.atlas(), gateways.aws(), program.clock());
            }
        }
        try (var gateways = gateways(request)) {
            return Identity.read(gateways.atlas(), gateways.aws(), program.clock());
        }
    }

    @Override
    public synchronized Session resetPractice() {
        close();
        data.clearPractice();
        return connect(new ConnectionRequest.Practice());
    }

    @Override
    public List<Variable> variables() {
        return EnvironmentConnection.names().stream().map(name -> new Variable(name, !program.environment().getOrDefault(name, "").isBlank())).toList();
    }

    @Override
    public List<String> awsProfiles() {
        return dev.cmkconsole.aws.AwsProfiles.names();
    }

    /** The sandbox under practice mode, while that is connected; for the tour, which checks what really happened. */
    public synchronized java.util.Optional<Sandbox> sandbox() {
        return java.util.Optional.ofNullable(sandbox);
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
            sandbox = null;
        }
    }
}
