package dev.cmkconsole.sandbox.contract;

import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Validates every exchange of a service against the contract and records violations. */
final class ContractGuard implements SimulatedService {
    private final SimulatedService service;
    private final OpenApiContract contract;
    private final List<OpenApiContract.Deviation> known;
    private final List<String> unexplained = new ArrayList<>();
    private final Set<OpenApiContract.Deviation> met = new LinkedHashSet<>();
    private final Set<String> operations = new LinkedHashSet<>();

    ContractGuard(SimulatedService service, OpenApiContract contract, List<OpenApiContract.Deviation> known) {
        this.service = service;
        this.contract = contract;
        this.known = known;
    }

    @Override
    public String operation(HttpCall call) {
        return service.operation(call);
    }

    @Override
    public boolean asksForChallenge(HttpCall call) {
        return service.asksForChallenge(call);
    }

    @Override
    public HttpReply error(HttpCall call, int status, String errorCode) {
        return service.error(call, status, errorCode);
    }

    @Override
    public HttpReply handle(HttpCall call) {
        var reply = service.handle(call);
        // Without a sign-in, the answer contains nothing of the operation.
        if (call.rawPath().startsWith("/api/atlas/v2")
                && !(reply.status() == 401 && reply.headers().containsKey("Www-Authenticate"))) {
            check(call, reply);
        }
        return reply;
    }

    private synchronized void check(HttpCall call, HttpReply reply) {
        operations.add(service.operation(call));
        var findings = new ArrayList<>(contract.findings(call, reply));
        findings.addAll(contract.surplus(call, reply));
        for (var finding : findings) {
            var reason = known.stream().filter(d -> d.explains(call, finding)).findFirst();
            reason.ifPresentOrElse(
                    met::add,
                    () -> unexplained.add(call.method() + " " + call.rawPath() + " " + reply.status() + " "
                            + finding.replaceAll("\\s+", " ")));
        }
    }

    synchronized List<String> unexplained() {
        return List.copyOf(unexplained);
    }

    synchronized Set<OpenApiContract.Deviation> met() {
        return Set.copyOf(met);
    }

    synchronized Set<String> operations() {
        return Set.copyOf(operations);
    }
}
