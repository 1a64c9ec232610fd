package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.examples.Example.Offer;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.script.PlanScript;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.tools.StandIns;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The texts of every plan that a scenario can offer leave a sandbox as a run leaves it: the script, the CLI texts typed
 * one after the other, and the Atlas API texts in both forms of sign-in.
 */
@Alongside
@Order(Alongside.FIRST)
class PlanTextsTest {
    private static final Messages MESSAGES = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    /** What sends the same but for ids is one plan, whichever scenario offers it. */
    private static final Set<String> KINDS = ConcurrentHashMap.newKeySet();

    /** How much faster than the program's time the sandbox's passes. */
    private static final int SPEED = 8000;

    @TempDir
    Path dir;

    @ParameterizedTest
    @FieldSource("dev.cmkconsole.examples.Examples#SCENARIOS")
    void theTextsOfEveryPlanEndWhereItsRunEnds(String scenario) {
        assumeTrue(StandIns.obstacle().isEmpty(), StandIns.obstacle());
        var journal = new MemoryJournal(new MovingClock(), new ArrayList<>());
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC())
                        .scenario(scenario)
                        .speed(0)
                        .settling(Duration.ZERO));
                var console = SandboxedConsole.whereAwsIsKnown(sandbox, journal, SPEED);
                var tools = new StandIns(sandbox, dir)) {
            var offers = new OfferedOrders(sandbox, console, KINDS).all();
            var known = ids(sandbox);
            var scripts = new ArrayList<String>();
            for (int i = 0; i < offers.size(); i++) {
                var offer = offers.get(i);
                new OneOffer(sandbox, console, journal, tools, offer, known, scripts).judge(i);
            }
            assertThat(StandIns.shellCheck(scripts)).isEmpty();
        }
    }

    /** Other ids are made anew whenever the scenario is loaded. */
    private static Set<String> ids(Sandbox sandbox) {
        var known = SandboxData.ids(sandbox);
        sandbox.load(sandbox.scenario());
        known.retainAll(SandboxData.ids(sandbox));
        return known;
    }

    /**
     * @param known the ids of the scenario itself
     * @param scripts what ShellCheck reads at the end
     */
    private record OneOffer(
            Sandbox sandbox,
            SandboxedConsole console,
            MemoryJournal journal,
            StandIns tools,
            Offer<?> offer,
            Set<String> known,
            List<String> scripts) {
        void judge(int number) {
            loaded();
            var plan = offer.plan(console);
            plan.steps().forEach(this::saysNoToken);
            run(offer, plan);
            var run = afterwards();
            loaded();
            plan = again(plan);
            script(plan, number % 2 == 0 ? "sh" : "bash");
            same(run, "the script");
            loaded();
            plan = again(plan);
            typed(plan, SignIn.API_KEY, false);
            same(run, "the CLI texts");
            if (plan.open().stream().anyMatch(Step.AtlasStep.class::isInstance)) {
                loaded();
                plan = again(plan);
                typed(plan, number % 2 == 0 ? SignIn.API_KEY : SignIn.SERVICE_ACCOUNT, true);
                same(run, "the API texts");
            }
        }

        /** Everything that a scenario begins with comes to rest, and no run of another order is remembered. */
        private void loaded() {
            journal.forget();
            sandbox.load(sandbox.scenario());
            sandbox.advance(Duration.ofHours(1));
            console.forget();
        }

        /** The plan of a freshly loaded scenario, which is another one where it names an id that is made anew. */
        private Plan again(Plan plan) {
            return known.containsAll(SandboxData.ids(OfferedOrders.described(plan))) ? plan : offer.plan(console);
        }

        /** People read names and values, and a gap where a value is not known yet. */
        private void saysNoToken(Step step) {
            var said = Stream.of(step.title(), step.reason(), step.rendering().explanation())
                    .map(MESSAGES::say);
            var shown = step instanceof Step.AwsStep aws ? aws.diff().stream().map(Object::toString) : Stream.of("");
            assertThat(Stream.concat(said, shown)).noneMatch(text -> text.matches("(?s).*[\\u0080-\\u009f].*"));
        }

        private void same(List<String> run, String texts) {
            assertThat(SandboxData.difference(run, afterwards()))
                    .as("%s of %s", texts, offer)
                    .isEmpty();
        }

        private List<String> afterwards() {
            sandbox.advance(Duration.ofHours(3));
            return SandboxData.lines(sandbox, offer.project(), known);
        }

        private <C extends Choices<C>> void run(Offer<C> one, Plan plan) {
            var result = console.run(
                    one.planner(),
                    one.choices(),
                    one.project(),
                    new Confirmation(plan.nameToType()
                            .or(() -> Optional.of(plan.project().name()))));
            assertThat(result.kind())
                    .as("%s: %s %s", one, result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
        }

        private void script(Plan plan, String shell) {
            var text = new PlanScript(plan, MESSAGES::say).text();
            scripts.add(text);
            assertThat(tools.check(text)).as("%s%n%s", offer, text).isEmpty();
            ended(
                    shell,
                    text,
                    plan.nameToType().map(n -> Map.of("CMK_CONFIRM", n)).orElse(Map.of()));
        }

        private void typed(Plan plan, SignIn signIn, boolean api) {
            var texts = new StepTexts(plan, signIn, MESSAGES::say);
            String text = plan.open().stream()
                    .map(step -> (api ? texts.api(step).or(() -> texts.cli(step)) : texts.cli(step))
                            .orElse(step instanceof Step.WaitStep ? "sleep 10800" : ""))
                    .collect(Collectors.joining("\n"));
            ended("bash", "set -eu\n" + text + "\n", Map.of());
        }

        private void ended(String shell, String text, Map<String, String> environment) {
            var ended = tools.run(shell, text, environment);
            assertThat(ended.refused()).as("%s%n%s", offer, text).isEmpty();
            assertThat(ended.code()).as("%s%n%s%n%s", offer, text, ended.said()).isZero();
        }
    }
}
