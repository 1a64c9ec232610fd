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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates every exchange of the program's own client with any sandbox of the suite against the official contract. A
 * violation is answered with a descriptive 500, which no test accepts, and recorded for {@link WholeSuiteContractTest}.
 */
public final class WholeSuiteContract implements SandboxObserver {
    private static final Logger LOG = LoggerFactory.getLogger(WholeSuiteContract.class);
    private static final List<String> FOUND = Collections.synchronizedList(new ArrayList<>());
    /**
     * What was already validated: the parts of exchanges, ignoring well-formed ids and times, and digests of whole ones.
     * Most of the suite repeats the same.
     */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();
    /** Answers that depend on a sandbox switch, because Atlas' real answer is not known. */
    private static final Pattern OPEN_QUESTION =
            Pattern.compile("masterKeyUUID'] Input string ['\"]mrk-[0-9a-f]{32}['\"] is not a valid UUID");

    /** A deviation of the extract, not of an answer; ContractTest demands that its own ones are met. */
    private static final OpenApiContract.Deviation OUTSIDE_THE_EXTRACT = new OpenApiContract.Deviation(
            "PATCH",
            Pattern.compile("/groups/[0-9a-f]{24}/alerts/[0-9a-f]{24}"),
            "No API path found",
            "the extract has the list of alerts only; the Admin API's page on acknowledgeAlert has this one");

    /** Loaded once for the suite; reading the contract takes seconds. */
    private static final class Contract {
        private static final Optional<OpenApiContract> LOADED = OpenApiContract.load();
        private static final Set<String> WORDS =
                LOADED.map(OpenApiContract::words).orElse(Set.of());
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
        var whole = Exchange.digest(call, reply);
        if (HELD.contains(whole)) {
            return reply;
        }
        var parts = Exchange.parts(call, reply, Contract.WORDS);
        if (HELD.containsAll(parts)) {
            HELD.add(whole);
            return reply;
        }
        var unexplained = Contract.LOADED.get().findings(call, reply).stream()
                .filter(finding -> !OPEN_QUESTION.matcher(finding).find())
                .filter(finding -> !OUTSIDE_THE_EXTRACT.explains(call, finding))
                .filter(finding -> ContractTest.KNOWN.stream().noneMatch(d -> d.explains(call, finding)))
                .map(finding -> call.method() + " " + call.rawPath() + " " + reply.status() + " "
                        + finding.replaceAll("\\s+", " "))
                .toList();
        if (unexplained.isEmpty()) {
            HELD.addAll(parts);
            return reply;
        }
        LOG.error("broken contract: {}", unexplained);
        FOUND.addAll(unexplained);
        String text = "{\"error\":500,\"errorCode\":\"BROKEN_CONTRACT\",\"detail\":\""
                + unexplained.getFirst().replaceAll("[\"\\\\]", "'") + "\"}";
        return new HttpReply(
                500,
                new LinkedHashMap<>(java.util.Map.of("Content-Type", "application/json")),
                text.getBytes(StandardCharsets.UTF_8));
    }
}
