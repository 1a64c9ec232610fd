package dev.cmkconsole.procedure.requirekeys;

import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.cedar.CedarForbids;
import dev.cmkconsole.policy.cedar.CedarForbids.Answer;
import dev.cmkconsole.policy.cedar.KeyStatement;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.PolicyRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The organization's policies as they are, and the change of them that requires customer keys or stops requiring them. */
final class Rules {
    /** No project has this ID, so it stands for every other one. */
    private static final String ANY_OTHER = "ffffffffffffffffffffffff";

    private final ProjectSnapshot now;
    private final RequireKeysChoices want;
    private final List<OrganizationPolicy> all;

    Rules(ProjectSnapshot now, RequireKeysChoices want) {
        this.now = now;
        this.want = want;
        this.all = now.setup().policies().value().orElseThrow();
    }

    private String project() {
        return now.project().id();
    }

    private String body(KeyStatement statement) {
        return want.everywhere() ? statement.everywhere() : statement.in(project());
    }

    /** The statements that no policy makes needless. */
    private List<KeyStatement> missing() {
        return want.statements().stream().filter(s -> !requires(s)).toList();
    }

    private boolean requires(KeyStatement statement) {
        var projects = want.everywhere() ? Stream.of(project(), ANY_OTHER) : Stream.of(project());
        return projects.allMatch(
                id -> all.stream().flatMap(p -> p.bodies().stream()).anyMatch(body -> forbids(body, statement, id)));
    }

    private static boolean forbids(String body, KeyStatement statement, String projectId) {
        return CedarForbids.of(body, statement.forbidden(projectId)) == Answer.FORBIDS;
    }

    boolean required() {
        return missing().isEmpty();
    }

    /** The step that writes the missing statements; empty where a policy of another name requires the keys already. */
    Optional<Step> require() {
        var own = all.stream().filter(p -> p.name().equals(want.name())).findFirst();
        if (required() && own.isEmpty()) {
            return Optional.empty();
        }
        var bodies = new ArrayList<>(own.map(OrganizationPolicy::bodies).orElse(List.of()));
        missing().forEach(s -> bodies.add(body(s)));
        var request = own.map(p -> PolicyRequests.replace(now.project().orgId(), p.id(), bodies))
                .orElseGet(() -> PolicyRequests.create(now.project().orgId(), new PolicyDraft(want.name(), bodies)));
        return Optional.of(Step.atlas(StepId.of("write-policy", want.name()))
                .words(own.isPresent() ? "requireKeys.extend" : "requireKeys.create")
                .inTitle(want.name())
                .reason(scope("requireKeys.scope"))
                .inExplanation(inOneLine(bodies))
                .reversibility(Reversibility.COMPENSATE)
                .status(Status.when(required()))
                .request(request)
                .target(want.name())
                .build());
    }

    private static String inOneLine(List<String> bodies) {
        return String.join(" ", bodies).replaceAll("\\s+", " ");
    }

    private Text scope(String key) {
        return want.everywhere()
                ? Text.of(key + ".everywhere")
                : Text.of(key + ".project", now.project().name());
    }

    /** A step for every policy that requires the keys of this project. */
    List<Step> release() {
        return all.stream().flatMap(p -> release(p).stream()).toList();
    }

    private Optional<Step> release(OrganizationPolicy policy) {
        var about = policy.bodies().stream().filter(this::aboutProject).toList();
        if (about.isEmpty()) {
            return Optional.empty();
        }
        var rest = new ArrayList<>(policy.bodies());
        rest.removeAll(about);
        var request = rest.isEmpty()
                ? PolicyRequests.delete(now.project().orgId(), policy.id())
                : PolicyRequests.replace(now.project().orgId(), policy.id(), rest);
        var words = rest.isEmpty() ? "requireKeys.delete" : "requireKeys.shorten";
        return Optional.of(Step.atlas(StepId.of("release", label(policy)))
                .words(words)
                .inTitle(policy.name())
                .reason(scope("requireKeys.off"))
                .inExplanation(inOneLine(about))
                .reversibility(Reversibility.COMPENSATE)
                .status(refusal(policy, about).<Status>map(Status.Blocked::new).orElse(Status.TO_DO))
                .request(request)
                .target(policy.name())
                .build());
    }

    /** Nothing says that Atlas never keeps two policies of one name. */
    private String label(OrganizationPolicy policy) {
        boolean shared = all.stream()
                .anyMatch(p -> !p.id().equals(policy.id()) && p.name().equals(policy.name()));
        return shared ? policy.id() : policy.name();
    }

    private boolean aboutProject(String body) {
        return Stream.of(KeyStatement.values()).anyMatch(s -> forbids(body, s, project()));
    }

    /** A statement of another form, or one for all projects, is not taken away by the way. */
    private Optional<Text> refusal(OrganizationPolicy policy, List<String> about) {
        for (var body : about) {
            boolean own = Stream.of(KeyStatement.values()).anyMatch(s -> s.isIn(project(), body));
            boolean everywhere = Stream.of(KeyStatement.values()).anyMatch(s -> s.isEverywhere(body));
            if (!own && !everywhere) {
                return Optional.of(Text.of("requireKeys.off.other", policy.name()));
            }
            if (everywhere && !want.everywhere()) {
                return Optional.of(Text.of("requireKeys.off.wide", policy.name()));
            }
        }
        return Optional.empty();
    }
}
