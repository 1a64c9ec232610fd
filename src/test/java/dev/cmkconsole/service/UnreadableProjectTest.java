package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Patience;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.store.NoCache;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An unreadable project is reported while AWS still holds back every answer, and the AWS questions are given up.
 * Nothing here ever answers, so a test that ends did not wait.
 */
@Timeout(Patience.SECONDS)
class UnreadableProjectTest {
    private static final Set<String> NAMED = Set.of("role", "key", "keyPolicy", "caller");

    private final Clock clock = new MovingClock();
    private final CountDownLatch underWay = new CountDownLatch(NAMED.size());
    private final CountDownLatch givenUp = new CountDownLatch(NAMED.size());
    private final CountDownLatch never = new CountDownLatch(1);
    private final Set<String> interrupted = ConcurrentHashMap.newKeySet();

    private final AtlasGateway atlas = gateway(AtlasGateway.class, name -> {
        if (name.equals("project")) {
            underWay.await();
            throw new ServiceException(new Problem.Refused(
                    Problem.Origin.ATLAS,
                    "getGroup",
                    new Problem.ServiceError(404, "GROUP_NOT_FOUND", "no", List.of()),
                    Optional.empty(),
                    Instant.EPOCH));
        }
        never.await();
        return null;
    });
    private final AwsGateway aws = gateway(AwsGateway.class, name -> {
        boolean counted = NAMED.contains(name);
        if (counted) {
            underWay.countDown();
        }
        try {
            never.await();
            return null;
        } catch (InterruptedException e) {
            if (counted && interrupted.add(name)) {
                givenUp.countDown();
            }
            throw new ServiceException(new Problem.Local(name, "INTERRUPTED", "stopped", Instant.EPOCH), e);
        }
    });

    private interface Call {
        Object answer(String name) throws InterruptedException;
    }

    private static <T> T gateway(Class<T> port, Call call) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, _) -> call.answer(method.getName())));
    }

    @Test
    void readingEndsWithTheProject() throws Exception {
        var focus = new ReadScope(
                Optional.of(Situation.ROLE_NAME),
                Optional.of(new KeyReference.ByArn(Situation.KEY)),
                Optional.of(Situation.KEY.region()));
        endsWhileAwsIsAsked(
                () -> new SnapshotReader(atlas, aws, clock).read(Situation.PROJECT.id(), focus, Optional.empty()));
    }

    @Test
    void checkingEndsWithTheProject() throws Exception {
        var focus = CheckFocus.of(
                Optional.of(Situation.ROLE), Optional.of(new KeyReference.ByArn(Situation.KEY)), Optional.empty());
        endsWhileAwsIsAsked(() -> new AccessReader(
                        atlas,
                        aws,
                        new PastKeys(
                                new KeyReader(
                                        atlas,
                                        aws,
                                        new NoCache(new MemoryJournal(clock, new ArrayList<>())),
                                        new MemoryJournal(clock, new ArrayList<>()),
                                        clock),
                                Optional.empty()),
                        clock)
                .read(Situation.PROJECT.id(), focus, _ -> {}));
    }

    private void endsWhileAwsIsAsked(ThrowingCallable reading) throws InterruptedException {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("GROUP_NOT_FOUND"));
        assertThat(Patience.await(givenUp)).isTrue();
        assertThat(interrupted).containsExactlyInAnyOrderElementsOf(NAMED);
        assertThat(never.getCount()).isEqualTo(1);
    }
}
