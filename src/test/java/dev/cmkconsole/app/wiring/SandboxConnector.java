package dev.cmkconsole.app.wiring;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.Identity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Practice mode over a test's own sandbox. */
public final class SandboxConnector implements Connector {
    private final Sandbox sandbox;
    private final Program program;
    private final Path folder;
    private volatile OpenConnection open;
    private volatile Gateways gateways;

    public SandboxConnector(Sandbox sandbox, Program program, Path folder) {
        this.sandbox = sandbox;
        this.program = program;
        this.folder = folder;
    }

    public EncryptionService service() {
        return open.service();
    }

    public AtlasGateway atlas() {
        return gateways.atlas();
    }

    /** Changes the sandbox outside the program, as another user would. */
    public AwsGateway aws() {
        return gateways.aws();
    }

    @Override
    public Session connect(ConnectionRequest request) {
        var data = new DataDirectory(folder, Clock.systemUTC());
        data.prepare();
        data.prepare(data.practice());
        open = OpenConnection.toChange(
                data.practice(),
                () -> gateways = Gateways.practice(sandbox, () -> {}, program),
                program.messages(),
                Clock.systemUTC());
        return new Session(request, open.service(), folder, open.notices());
    }

    @Override
    public Identity tryOut(ConnectionRequest request) {
        return open.service().identity();
    }

    @Override
    public Session resetPractice() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Variable> variables() {
        return List.of();
    }

    @Override
    public List<String> awsProfiles() {
        return List.of();
    }

    @Override
    public void close() {
        open.close();
    }
}
