package dev.cmkconsole.service.agree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.rescue.Cause;
import dev.cmkconsole.service.agree.Surfaces.Besides;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every surface gives one answer, and Atlas agrees: in random states of every scenario, list, header, overview,
 * clusters, check, plan and keys do not contradict each other. Nothing is said to pass or to be safe that the sandbox's
 * Atlas denies within 24 hours of its time when it is asked. The judge is the sandbox's Atlas, never an evaluation.
 *
 * <p>{@code -Dcmk.states=5000} tries more states, {@code -Dcmk.states.seed=7} others, {@code -Dcmk.states.only=81} one
 * of them again.
 */
@Alongside
@Order(Alongside.FIRST)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneAnswerTest {
    private static final int STATES = Integer.getInteger("cmk.states", 500);
    private static final boolean CAMPAIGN = Integer.getInteger("cmk.states") != null;
    /** Without a number of states, the surfaces of a key's life are asked in one state of so many.
     * It has no factor in common with the number of scenarios, so that each is asked.
     */
    private static final int LIFE = 8;

    private static final int CARE = 8;

    private static final long SEED = Long.getLong("cmk.states.seed", 1);

    private static final int ONLY = Integer.getInteger("cmk.states.only", -1);

    private final Map<String, Integer> verdicts = new TreeMap<>();
    private Surfaces surfaces;

    @BeforeAll
    void start() {
        surfaces = new Surfaces();
    }

    @AfterAll
    void stop() {
        surfaces.close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @TestFactory
    Stream<DynamicTest> everyScenario() {
        var names = RandomState.SCENARIOS;
        return IntStream.range(0, names.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        names.get(i),
                        () -> IntStream.range(0, STATES)
                                .filter(n -> n % names.size() == i && (ONLY < 0 || n == ONLY))
                                .forEach(n -> hold(names.get(i), n))));
    }

    /** The organization's policies, the key's protection and restore proofs. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void everyCare() {
        IntStream.range(0, CAMPAIGN ? STATES / 5 : CARE)
                .filter(_ -> ONLY < 0)
                .forEach(n -> hold(
                        "care #" + n,
                        surfaces.arrangeCare(n, new Random(SEED * 1_000_033 + n)),
                        EnumSet.of(Besides.CARE)));
    }

    /** Atlas reports the key as valid for up to 15 minutes after somebody deactivated its access key. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anAccessKeyThatIamRefusesIsNoGoodNewsAnywhere() {
        var project = surfaces.onCredentialsWithAnInactiveAccessKey();
        var said = surfaces.ask(project);
        assertThat(said.posture()).isEqualTo(Posture.KEY_IN_DOUBT);
        assertThat(said.report().failing()).contains(CheckId.ACCESS_KEY).doesNotContain(CheckId.ATLAS_USED_KEY);
        assertThat(said.life().orElseThrow().rescue().diagnosis().cause()).contains(Cause.ACCESS_KEY_INACTIVE);
        assertThat(said.plan().flatMap(Plan::firstBlocked)).isPresent();
        said.agree("an inactive access key");
    }

    /** A property over states that are all alike proves nothing. */
    @AfterAll
    void theyWereVaried() {
        if (STATES >= 500 && ONLY < 0) {
            assertThat(verdicts.keySet())
                    .as("postures and conclusions that were met")
                    .contains("NOT_SET_UP", "ON_CREDENTIALS", "ROLE_BASED", "KEY_IN_DOUBT", "KEY_INVALID")
                    .contains("PASSES", "FAILS", "CANNOT_TELL", "safe key")
                    .contains("clusters need keys", "protection PASS");
            assertThat(verdicts.get("PASSES"))
                    .as("states in which all checks pass")
                    .isGreaterThan(25);
        }
    }

    private void hold(String scenario, int number) {
        var state = surfaces.arrange(scenario, new Random(SEED * 1_000_003 + number));
        hold(scenario + " #" + number, state, besides(number));
    }

    private static Set<Besides> besides(int number) {
        if (CAMPAIGN) {
            return EnumSet.allOf(Besides.class);
        }
        return number % LIFE == 0 ? EnumSet.of(Besides.LIFE) : EnumSet.noneOf(Besides.class);
    }

    private void hold(String name, RandomState state, Set<Besides> besides) {
        var said = surfaces.ask(state.projectId(), state.journal(), besides);
        var where = name + " " + state.acts() + "\n" + said.words();
        said.kinds().forEach(kind -> verdicts.merge(kind, 1, Integer::sum));
        said.agree(where);
        surfaces.hearAtlas(said, where);
    }
}
