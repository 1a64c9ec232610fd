package dev.cmkconsole.preflight.effect;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which projects the changed role admits. Every project has its own external id, so a trust policy that requires
 * external ids tells whether a project that cannot be read may stand on the role.
 *
 * @param others whether a project that was not read may be admitted
 * @param strangers external ids that belong to no project that was read
 */
record AdmittedProjects(boolean others, List<String> strangers) {
    private static final AdmittedProjects ANYBODY = new AdmittedProjects(true, List.of());

    static AdmittedProjects of(List<Act> acts, Optional<IamRole> role, List<Neighbour> visible, Instant now) {
        var records = visible.stream()
                .flatMap(n -> n.records().value().orElse(List.of()).stream())
                .toList();
        boolean oneRole = role.isPresent()
                && acts.stream()
                        .allMatch(a -> a.changedRole()
                                .equals(Optional.of(role.get().arn().name())));
        if (!oneRole || records.isEmpty()) {
            return ANYBODY;
        }
        var arn = role.get().arn();
        return Documents.parse(role.get().trustPolicy())
                .map(document -> of(TrustEvaluation.of(arn, document, records.getFirst(), now), records))
                .orElse(ANYBODY);
    }

    private static AdmittedProjects of(TrustEvaluation trust, List<AccessRole> records) {
        var known = records.stream().map(AccessRole::externalId).collect(Collectors.toSet());
        var strange = new TreeSet<>(trust.externalIds());
        strange.removeAll(known);
        return new AdmittedProjects(!trust.open().isEmpty() || !strange.isEmpty(), List.copyOf(strange));
    }
}
