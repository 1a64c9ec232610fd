package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.effect.EffectEvaluation;
import dev.cmkconsole.preflight.effect.Neighbour;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Plan;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the effect of a plan's acts depends on: every project that the caller sees, and the policies of those that
 * stand on what the acts change. Nothing comes from the cache.
 */
final class EffectReader {
    private static final String OPERATION = "effect";
    private static final int PROJECTS_AT_ONCE = 16;
    private static final Set<Evidence<?>> PARTS = EvidenceSets.plus(
            EvidenceSets.GATE,
            Evidence.PROJECT,
            Evidence.CLUSTERS,
            Evidence.SURVEY,
            Evidence.SNAPSHOTS,
            Evidence.SPARE_KEYS,
            Evidence.OLD_KEYS);

    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final KeyReader keys;
    private final Clock clock;

    EffectReader(AtlasGateway atlas, AwsGateway aws, KeyReader keys, Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.keys = keys;
        this.clock = clock;
    }

    /** The plan with its effect. A plan that takes nothing away asks nothing more. */
    Plan judged(Plan plan, ProjectSnapshot now) {
        var effect = of(plan.acts(), now);
        var refusal = EffectText.refusal(effect);
        // A procedure with this step asks the user about the projects that were not read.
        return plan.withEffect(
                effect,
                plan.step(AccessSteps.OTHER_PROJECTS).isPresent()
                        ? refusal
                        : refusal.or(() -> EffectText.refusalOfUnread(effect)));
    }

    /**
     * Asks nothing when no act takes anything away.
     *
     * @param now the project as just read; it shows the role that the acts change
     */
    private ActEffect of(List<Act> acts, ProjectSnapshot now) {
        var evaluation = EffectEvaluation.of(
                acts, role(acts, now), now.aws().caller().value().map(c -> c.account()));
        if (evaluation.acts().isEmpty()) {
            return ActEffect.TAKES_NOTHING;
        }
        try (var questions = new Questions(OPERATION, PROJECTS_AT_ONCE, clock)) {
            return evaluation.effect(questions.observed(() -> neighbours(questions, evaluation)));
        }
    }

    private List<Neighbour> neighbours(Questions questions, EffectEvaluation evaluation) {
        var asked = atlas.projects().stream()
                .map(project -> questions.ask(() -> neighbour(questions, project, evaluation)))
                .toList();
        return Questions.all(asked);
    }

    private Neighbour neighbour(Questions questions, Project project, EffectEvaluation evaluation) {
        var seen = Neighbour.of(
                project,
                questions.observed(() -> atlas.encryptionAtRest(project.id()).awsKms()),
                questions.observed(() -> atlas.accessRoles(project.id())));
        if (!evaluation.mayConcern(seen)) {
            return seen;
        }
        try {
            var facts = new AccessReader(atlas, aws, new PastKeys(keys, Optional.empty()), clock)
                    .only(project.id(), CheckFocus.CONFIGURED, PARTS::contains);
            return seen.with(facts, oldGrants(questions, facts));
        } catch (ServiceException e) {
            return seen;
        }
    }

    private Map<KeyArn, Observed<List<KeyGrant>>> oldGrants(Questions questions, AccessFacts facts) {
        var grants = new HashMap<KeyArn, Observed<List<KeyGrant>>>();
        facts.roleArn()
                .ifPresent(_ -> facts.known(Evidence.OLD_KEYS).orElse(List.of()).stream()
                        .flatMap(old -> old.arn().stream())
                        .forEach(key -> grants.put(key, questions.observed(() -> aws.grants(key)))));
        return grants;
    }

    /** The role that the acts change, read again where the snapshot shows another one. */
    private Optional<IamRole> role(List<Act> acts, ProjectSnapshot now) {
        var name = acts.stream().flatMap(act -> act.changedRole().stream()).findFirst();
        return name.flatMap(n -> now.aws()
                .role()
                .value()
                .flatMap(r -> r)
                .filter(r -> r.arn().name().equals(n))
                .or(() -> read(n)));
    }

    private Optional<IamRole> read(String name) {
        try {
            return aws.role(name);
        } catch (ServiceException e) {
            return Optional.empty();
        }
    }
}
