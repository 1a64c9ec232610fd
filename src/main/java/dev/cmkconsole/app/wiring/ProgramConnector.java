package dev.cmkconsole.app.wiring;

import dev.cmkconsole.app.connection.EnvironmentConnection;
import dev.cmkconsole.app.data.ConnectionFolder;
import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.network.TrustedCertificates;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Identity;
import java.util.List;
import java.util.Optional;

/** Opens connections from the program's start inputs. Practice and real connections never share a data folder. */
public final class ProgramConnector implements Connector {
    private final Program program;
    private final DataDirectory data;
    private OpenConnection open;
    private ConnectionFolder openFolder;

    public ProgramConnector(Program program, DataDirectory data) {
        this.program = program;
        this.data = data;
    }

    @Override
    public synchronized Session connect(ConnectionRequest request) {
        ConnectionFolder folder = switch (request) {
            case ConnectionRequest.Practice _ -> data.practice();
            case ConnectionRequest.Real real -> data.real(real.baseUrl());
            case ConnectionRequest.FromEnvironment _ ->
                data.real(environment().atlasAddress().root());
        };
        data.prepare(folder);
        // Practice mode needs exclusive use of its folder. Other connections may fail before the present one closes.
        var early = request instanceof ConnectionRequest.Practice
                ? Optional.<Gateways>empty()
                : Optional.of(gateways(request));
        if (folder.equals(openFolder)) {
            close();
        }
        OpenConnection fresh;
        try {
            fresh = OpenConnection.toChange(
                    folder, () -> early.orElseGet(() -> gateways(request)), program.messages(), program.clock());
        } catch (RuntimeException e) {
            early.ifPresent(Gateways::close);
            throw e;
        }
        close();
        open = fresh;
        openFolder = folder;
        return new Session(request, open.service(), folder.path(), open.notices());
    }

    /**
     * Connects for a command that only reads. It works beside a program that writes the same folder. Practice mode then
     * reads a copy of the simulated services' last saved state.
     */
    public synchronized Session connectToRead(ConnectionRequest request) {
        if (request instanceof ConnectionRequest.Practice) {
            try {
                return connect(request);
            } catch (ServiceException e) {
                if (!e.problem().code().equals(FileJournal.IN_USE)) {
                    throw e;
                }
                return read(request, data.practice(), practiceCopy());
            }
        }
        var folder = request instanceof ConnectionRequest.Real real
                ? data.real(real.baseUrl())
                : data.real(environment().atlasAddress().root());
        data.checkSafe(folder);
        return read(request, folder, gateways(request));
    }

    private Session read(ConnectionRequest request, ConnectionFolder folder, Gateways gateways) {
        close();
        open = OpenConnection.toRead(folder, gateways, program.messages(), program.clock());
        openFolder = folder;
        return new Session(request, open.service(), folder.path(), open.notices());
    }

    private Gateways practiceCopy() {
        program.err().println(program.messages().get("cli.practice.copy"));
        var copy = PracticeCopy.of(data.practice().sandbox(), program.clock());
        try {
            return Gateways.practice(
                    Sandbox.start(
                            practiceOptions().speed(program.practice().speed()).data(copy.folder())),
                    copy::close,
                    program);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private Gateways gateways(ConnectionRequest request) {
        return switch (request) {
            case ConnectionRequest.Practice _ -> {
                var sandbox = Sandbox.start(practiceOptions()
                        .speed(program.practice().speed())
                        .data(data.practice().sandbox()));
                yield Gateways.practice(sandbox, () -> {}, program);
            }
            case ConnectionRequest.Real real -> Gateways.real(real, program);
            case ConnectionRequest.FromEnvironment(var mfaCode) -> {
                var found = environment();
                found.variables()
                        .forEach(v -> program.err()
                                .println(
                                        v.used()
                                                ? program.messages().get("cli.environment", v.name(), v.shown())
                                                : program.messages().get("cli.environment.unused", v.name())));
                yield Gateways.environment(found, mfaCode, program);
            }
        };
    }

    private SandboxOptions practiceOptions() {
        return SandboxOptions.practice(ServiceDates.local(program.clock()));
    }

    private EnvironmentConnection environment() {
        return EnvironmentConnection.from(program.environment(), program.clock());
    }

    @Override
    public Identity tryOut(ConnectionRequest request) {
        if (request instanceof ConnectionRequest.Practice) {
            try (var throwaway = Sandbox.start(practiceOptions());
                    var gateways = Gateways.practice(throwaway, () -> {}, program)) {
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
        return EnvironmentConnection.names().stream()
                .map(name -> new Variable(
                        name, !program.environment().getOrDefault(name, "").isBlank()))
                .toList();
    }

    @Override
    public List<String> awsProfiles() {
        return dev.cmkconsole.aws.AwsProfiles.names();
    }

    @Override
    public java.util.Optional<String> mfaDevice(String awsProfile) {
        return dev.cmkconsole.aws.AwsProfiles.mfaSerial(awsProfile);
    }

    @Override
    public Optional<Problem> caBundleProblem(String path) {
        try {
            TrustedCertificates.examine(path, program.environment(), program.clock());
            return Optional.empty();
        } catch (ServiceException e) {
            return Optional.of(e.problem());
        }
    }

    @Override
    public synchronized boolean stands() {
        return open != null;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
            openFolder = null;
        }
    }
}
