package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.state.AccessCheck;
import dev.cmkconsole.model.state.LastCheck;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest knowledge of every project. Readings, checks and runs add to it, and every surface follows it, so that
 * what one of them learns all of them show. Any thread may use it.
 */
final class KnownProjects {
    private static final Logger LOG = LoggerFactory.getLogger(KnownProjects.class);

    private final SnapshotCache cache;
    private final Map<String, ProjectSnapshot> newest = new ConcurrentHashMap<>();
    private final List<Consumer<ProjectSnapshot>> followers = new CopyOnWriteArrayList<>();

    KnownProjects(SnapshotCache cache) {
        this.cache = cache;
    }

    /**
     * Tells of every project that is read, checked or changed from now on, on the thread that learns it.
     *
     * @return ends it
     */
    Runnable follow(Consumer<ProjectSnapshot> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    Optional<ProjectSnapshot> of(String projectId) {
        return Optional.ofNullable(newest.get(projectId)).or(() -> cached(projectId));
    }

    /** A cache that fails knows nothing. */
    private Optional<ProjectSnapshot> cached(String projectId) {
        try {
            return cache.load(projectId);
        } catch (RuntimeException e) {
            LOG.warn("the cache was not read", e);
            return Optional.empty();
        }
    }

    /** A cache failure is ignored: a reading stays valid and a run continues even when the cache cannot be written. */
    void inCache(Consumer<SnapshotCache> change) {
        try {
            change.accept(cache);
        } catch (RuntimeException e) {
            LOG.warn("the cache was not updated", e);
        }
    }

    /**
     * Adds a reading.
     *
     * @return the reading, with the latest check of the configured access
     */
    ProjectSnapshot read(ReadScope scope, Optional<ProjectSnapshot> before, ProjectSnapshot fresh) {
        var whole = fresh.withAccess(latestCheck(before, fresh));
        boolean configured = scope.equals(ReadScope.CONFIGURED) || scope.equals(ReadScope.OVERVIEW);
        learn(before, configured ? whole : withAws(whole, awsBefore(before)), configured);
        return whole;
    }

    /** Adds what a check found. A check of another role or key adds only what it read of the project. */
    void checked(Findings.Judged judged) {
        var facts = judged.facts();
        var report = judged.report();
        var project = facts.known(Evidence.PROJECT);
        if (project.isEmpty()) {
            return;
        }
        var before = of(facts.projectId());
        boolean ofConfigured = facts.aboutConfigured();
        var atlas = new AtlasSide(
                        facts.get(Evidence.OWNER),
                        facts.get(Evidence.RECORDS),
                        facts.get(Evidence.ENCRYPTION),
                        facts.get(Evidence.CLUSTERS),
                        facts.get(Evidence.ALERTS))
                .with(ProjectSetup.NOT_READ.withEndpoints(facts.get(Evidence.ENDPOINTS)));
        var aws = ofConfigured
                ? new AwsSide(
                                facts.get(Evidence.CALLER),
                                facts.get(Evidence.ROLE),
                                facts.get(Evidence.KEY),
                                facts.get(Evidence.KEY_POLICY))
                        .with(replicas(facts))
                : awsBefore(before);
        if (ofConfigured) {
            inCache(c -> c.checked(facts.projectId(), last(facts, report)));
        }
        Observed<AccessCheck> access = ofConfigured
                ? new Observed.Known<>(outcome(facts.configuration().orElseThrow(), report), report.at())
                : checkOf(before, facts.get(Evidence.ENCRYPTION));
        learn(
                before,
                new ProjectSnapshot(project.get(), facts.at(), atlas, aws, PlanAnswers.NONE.withAccess(access)),
                true);
    }

    private static Map<AwsRegion, RegionalKey> replicas(AccessFacts facts) {
        return facts.known(Evidence.REPLICAS).orElse(Map.of()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, read -> read.getValue().key()));
    }

    private static AccessCheck outcome(AwsKms kms, PreflightReport report) {
        return new AccessCheck(
                report.at(),
                kms.roleId(),
                kms.customerMasterKeyId().orElse(""),
                report.failing(),
                report.warning(),
                (int) report.count(CheckOutcome.CANNOT_TELL));
    }

    private static LastCheck last(AccessFacts facts, PreflightReport report) {
        return new LastCheck(
                outcome(facts.configuration().orElseThrow(), report),
                report.results().stream()
                        .filter(r -> r.verdict().outcome() == CheckOutcome.CANNOT_TELL)
                        .map(CheckResult::id)
                        .toList(),
                facts.known(Evidence.CALLER).map(AwsCaller::arn),
                report.role().map(Object::toString));
    }

    /** The latest check of any process, if it is about the configuration that was read now. */
    Optional<LastCheck> lastCheck(ProjectSnapshot now) {
        try {
            return now.encryption()
                    .value()
                    .flatMap(e -> cache.lastCheck(now.project().id())
                            .filter(last -> last.found().isAbout(e.awsKms())));
        } catch (RuntimeException e) {
            LOG.warn("the latest check was not read", e);
            return Optional.empty();
        }
    }

    /**
     * Forgets the checks that a run is about to make moot.
     *
     * @return whether the project's own had doubts
     */
    boolean forgetChecks(String projectId) {
        try {
            boolean doubted =
                    cache.lastCheck(projectId).filter(LastCheck::doubts).isPresent();
            cache.forgetChecks(projectId);
            return doubted;
        } catch (RuntimeException e) {
            LOG.warn("the latest check was not forgotten", e);
            return false;
        }
    }

    private static AwsSide awsBefore(Optional<ProjectSnapshot> before) {
        return before.map(ProjectSnapshot::aws).orElse(AwsSide.NOT_READ);
    }

    private static ProjectSnapshot withAws(ProjectSnapshot now, AwsSide aws) {
        return new ProjectSnapshot(now.project(), now.at(), now.atlas(), aws, now.answers());
    }

    /**
     * The newest check of the configuration. One of another process counts if the same identity made it: another one
     * may be unable to read what this one reads.
     */
    private Observed<AccessCheck> latestCheck(Optional<ProjectSnapshot> before, ProjectSnapshot fresh) {
        var own = checkOf(before, fresh.encryption());
        var caller = fresh.aws().caller().value().map(AwsCaller::arn);
        return lastCheck(fresh)
                .filter(last -> caller.isPresent() && last.identity().equals(caller))
                .map(LastCheck::found)
                .filter(found ->
                        own.value().filter(c -> !c.at().isBefore(found.at())).isEmpty())
                .<Observed<AccessCheck>>map(found -> new Observed.Known<>(found, found.at()))
                .orElse(own);
    }

    /** The check of before, as long as the configuration is the one that it was about. */
    private static Observed<AccessCheck> checkOf(
            Optional<ProjectSnapshot> before, Observed<EncryptionAtRest> encryption) {
        return before.map(ProjectSnapshot::access)
                .filter(check -> encryption
                        .value()
                        .flatMap(e -> check.value().filter(c -> c.isAbout(e.awsKms())))
                        .isPresent())
                .orElseGet(Observed::notRead);
    }

    /** An older reading that arrives late changes nothing. */
    private void learn(Optional<ProjectSnapshot> before, ProjectSnapshot now, boolean keep) {
        var kept = AccessKeyMemory.carried(before, now);
        var shown = newest.merge(
                now.project().id(), kept, (old, fresh) -> fresh.at().isBefore(old.at()) ? old : fresh);
        if (shown != kept) {
            return;
        }
        if (keep) {
            inCache(c -> c.save(kept));
        }
        followers.forEach(follower -> follower.accept(kept));
    }

    /** Forgets projects that Atlas no longer lists. */
    void retain(java.util.Set<String> projectIds) {
        newest.keySet().retainAll(new HashSet<>(projectIds));
        inCache(c -> c.retain(projectIds));
    }
}
