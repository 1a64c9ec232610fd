package dev.cmkconsole.service.agree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.need.KeySafety;
import dev.cmkconsole.preflight.need.KeyVerdictWord;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.need.OldKeys.Named;
import dev.cmkconsole.preflight.need.OldKeys.Need;
import dev.cmkconsole.preflight.need.OldKeys.UnreadEvidence;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said of a project's keys.
 *
 * @param survey what the keys command shows
 * @param plans for each key but the configured one, the plan that disables it
 */
record KeysSaid(ProjectSnapshot survey, Map<KeyArn, Plan> plans, PreflightReport report) {

    List<UsedKey> keys() {
        return survey.survey().value().orElseThrow().keys();
    }

    private KeyNeedVerdict verdict(UsedKey key) {
        return OldKeys.judge(key, OldKeys.evidence(survey));
    }

    /** The keys that nothing needs. The keys command calls no other key safe to disable. */
    List<KeyArn> safe() {
        return keys().stream()
                .filter(k -> verdict(k) instanceof KeyNeedVerdict.Safe)
                .flatMap(k -> k.arn().stream())
                .toList();
    }

    void agree(String where) {
        keys().stream()
                .filter(UsedKey::configured)
                .forEach(k -> assertThat(verdict(k))
                        .as("the configured key: %s", where)
                        .isInstanceOf(KeyNeedVerdict.Needed.class));
        keys().forEach(k -> k.arn()
                .map(plans::get)
                .ifPresent(plan -> planAndVerdict(k, plan, k.arn().orElseThrow() + " " + verdict(k) + " " + where)));
        report.result(CheckId.OLD_KEYS).ifPresent(old -> checkAndKeys(old.verdict(), where));
    }

    /** A key that is already disabled needs no proof any more. */
    private void planAndVerdict(UsedKey key, Plan plan, String where) {
        if (!(plan.step(OldKeyPlanner.STATE).orElseThrow().status() instanceof Status.Done)
                || key.kms().value().filter(k -> k.state().enabled()).isEmpty()) {
            return;
        }
        boolean open = Stream.of(OldKeyPlanner.VERDICT, AccessSteps.OTHER_PROJECTS)
                .allMatch(id -> plan.step(id).orElseThrow().status().done());
        assertThat(open)
                .as("the plan that disables it, and keys: %s", where)
                .isEqualTo(verdict(key) instanceof KeyNeedVerdict.Safe);
        boolean unused = plan.step(OldKeyPlanner.UNUSED).orElseThrow().status().done();
        assertThat(open && unused)
                .as("the last use in the plan, and in keys: %s", where)
                .isEqualTo(KeySafety.of(key, OldKeys.evidence(survey)).word() == KeyVerdictWord.SAFE);
    }

    /**
     * The check speaks of every key but the configured one that something in this project needs or may need. What it
     * cannot tell for want of evidence names no key. A replica in another Region shares its id with the configured key.
     */
    private void checkAndKeys(CheckVerdict old, String where) {
        var named = old.reasoning().stream()
                .filter(line -> line.key().startsWith("check.old-keys.key."))
                .map(line -> Said.plain(line.args().getFirst().toString()))
                .collect(Collectors.toSet());
        if (old.outcome() == CheckOutcome.CANNOT_TELL && named.isEmpty()) {
            return;
        }
        var configured = names(keys().stream().filter(UsedKey::configured).toList());
        var others = keys().stream()
                .filter(k -> !configured.contains(Said.plain(k.name())))
                .toList();
        assertThat(named)
                .as("old-keys names what keys calls needed: %s", where)
                .containsAll(names(others.stream().filter(this::neededHere).toList()));
        var safe = others.stream()
                .filter(k -> !neededHere(k) && !neededElsewhere(k))
                .toList();
        assertThat(names(safe))
                .as("keys calls safe, old-keys names it: %s", where)
                .noneMatch(named::contains);
        var lost = others.stream()
                .filter(this::neededByName)
                .filter(KeysSaid::unusable)
                .toList();
        if (!lost.isEmpty()) {
            assertThat(old.outcome())
                    .as("keys shows an unusable key: %s", where)
                    .isEqualTo(CheckOutcome.FAIL);
        }
        if (old.outcome() == CheckOutcome.PASS) {
            assertThat(others.stream().filter(this::neededHere).filter(k -> !usable(k)))
                    .as("old-keys passes: %s", where)
                    .isEmpty();
        }
    }

    private static boolean usable(UsedKey key) {
        return key.kms().value().filter(k -> k.unusable().isEmpty()).isPresent();
    }

    private static boolean unusable(UsedKey key) {
        return key.kms().value().flatMap(CustomerKey::unusable).isPresent();
    }

    private static Set<String> names(List<UsedKey> some) {
        return some.stream().map(k -> Said.plain(k.name())).collect(Collectors.toSet());
    }

    private boolean neededHere(UsedKey key) {
        return switch (verdict(key)) {
            case KeyNeedVerdict.Needed(var needs, var _) -> needs.stream().anyMatch(n -> !elsewhere(n));
            case KeyNeedVerdict.CannotTell(var unread) ->
                unread.stream().anyMatch(u -> u != UnreadEvidence.OTHER_PROJECTS);
            case KeyNeedVerdict.Safe _ -> false;
        };
    }

    private boolean neededElsewhere(UsedKey key) {
        return verdict(key) instanceof KeyNeedVerdict.Needed(var needs, var _)
                && needs.stream().anyMatch(KeysSaid::elsewhere);
    }

    private static boolean elsewhere(Need need) {
        return need instanceof Need.OtherProject || need instanceof Need.Present;
    }

    private boolean neededByName(UsedKey key) {
        return verdict(key) instanceof KeyNeedVerdict.Needed(var needs, var _)
                && needs.stream().anyMatch(n -> n instanceof Need.Snapshot s && s.named() == Named.THIS_KEY);
    }
}
