package dev.cmkconsole.sandbox.contract;

import dev.cmkconsole.sandbox.SandboxObserver;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Holds every exchange that the program's own client has with any sandbox of the suite against the official contract. What does not fit is answered
 * with a 500 that says so, which no test takes for success, and remembered for {@link WholeSuiteContractTest}.
 */
public final class WholeSuiteContract implements SandboxObserver {
    private static final List<String> FOUND = Collections.synchronizedList(new ArrayList<>());

    /** Loaded once for the suite; reading the contract takes seconds. */
    private static final class Contract {
        private static final Optional<OpenApiContract> LOADED = OpenApiContract.load();
    }

    static List<String> found() {
        return List.copyOf(FOUND);
    }

    @Override
    public SimulatedService around(SimulatedService atlas) {
        return new SimulatedService() {
            @Override
            public String operation(HttpCall call) {
                return atlas.operation(call);
            }

            @Override
            public boolean asksForChallenge(HttpCall call) {
                return atlas.asksForChallenge(call);
            }

            @Override
            public HttpReply error(HttpCall call, int status, String errorCode) {
                return atlas.error(call, status, errorCode);
            }

            @Override
            public HttpReply handle(HttpCall call) {
                return held(call, atlas.handle(call));
            }
        };
    }

    private static HttpReply held(HttpCall call, HttpReply reply) {
        boolean ours = call.header("user-agent").orElse("").startsWith("cmk-console/");
        boolean challenge = reply.status() == 401 && reply.headers().containsKey("Www-Authenticate");
        if (!ours || challenge || !call.rawPath().startsWith("/api/atlas/v2") || Contract.LOADED.isEmpty()) {
            return reply;
        }
        var unexplained = Contract.LOADED.get().findings(call, reply).stream()
                .filter(finding -> ContractTest.KNOWN.stream().noneMatch(d -> d.explains(call, finding)))
                .map(finding -> call.method() + " " + call.rawPath() + " " + reply.status() + " " + finding.replaceAll("\\s+", " ")).toList();
        if (unexplained.isEmpty()) {
            return reply;
        }
        FOUND.addAll(unexplained);
        String text = "{\"error\":500,\"errorCode\":\"BROKEN_CONTRACT\",\"detail\":\"" + unexplained.getFirst().replaceAll("[\"\\\\]", "'") + "\"}";
        return new HttpReply(500, new LinkedHashMap<>(java.util.Map.of("Content-Type", "application/json")), text.getBytes(StandardCharsets.UTF_8));
    }
}
