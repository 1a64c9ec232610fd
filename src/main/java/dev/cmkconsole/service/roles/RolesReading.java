package dev.cmkconsole.service.roles;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.roles.FormerRecord;
import dev.cmkconsole.preflight.roles.ProjectRoles;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.procedure.roles.RecordProcedure;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A project's role records with everything that they stand on, and the records that this program deleted, as its
 * history has them.
 *
 * @param now the project as it was read
 * @param former records that this program deleted in any project
 */
public record RolesReading(ProjectSnapshot now, List<FormerRecord> former) {
    private static final ReadScope SCOPE = ReadScope.CONFIGURED.with(ReadScope.More.ROLE_USE);
    private static final ObjectMapper JSON = new ObjectMapper();

    public RolesReading {
        former = List.copyOf(former);
    }

    /** @throws dev.cmkconsole.model.outcome.ServiceException when the project itself cannot be read */
    public static RolesReading of(EncryptionService service, String projectId) {
        return of(service, service.observe(projectId, SCOPE));
    }

    /**
     * Only the history knows some of the external ids that no project has, so their roles are read afterwards.
     *
     * @param now read with {@link ReadScope.More#ROLE_USE}
     */
    public static RolesReading of(EncryptionService service, ProjectSnapshot now) {
        var reading = new RolesReading(now, former(service));
        var unseen = reading.roles().unseenLeftOver();
        return unseen.isEmpty()
                ? reading
                : new RolesReading(service.observe(now.project().id(), SCOPE.withRoles(unseen)), reading.former());
    }

    public ProjectRoles roles() {
        return ProjectRoles.of(now, former);
    }

    /** The choices for a record, whether Atlas still has it or not. */
    public RecordChoices deauthorize(String roleId, CleanUp cleanUp) {
        return roles().record(roleId)
                .map(standing -> RecordChoices.of(standing, now, cleanUp))
                .or(() -> former.stream()
                        .filter(f -> f.roleId().equals(roleId))
                        .findFirst()
                        .map(f -> RecordChoices.of(f, trusting(f.externalId()), cleanUp)))
                .orElseGet(() -> RecordChoices.unknown(roleId, cleanUp));
    }

    private Optional<RoleArn> trusting(String externalId) {
        return now.setup().roles().trusts().value().orElse(List.of()).stream()
                .filter(t -> t.trustPolicy().contains(externalId))
                .map(RoleTrust::arn)
                .findFirst();
    }

    private static List<FormerRecord> former(EncryptionService service) {
        var query = new HistoryIndex.Query(
                "",
                Optional.empty(),
                Set.of(RecordProcedure.TYPE.id()),
                Optional.empty(),
                Optional.empty(),
                Integer.MAX_VALUE);
        return service.history().find(query).stream()
                .map(JournalEntry::what)
                .filter(draft -> draft.kind() == EntryKind.INTENT
                        && draft.recordedRequest()
                                .filter(r -> r.operation() == RecordedOperation.DEAUTHORIZE_ACCESS_ROLE)
                                .isPresent())
                .flatMap(draft -> draft.before().stream())
                .flatMap(text -> parse(text).stream())
                .distinct()
                .toList();
    }

    private static Optional<FormerRecord> parse(String before) {
        try {
            JsonNode record = JSON.readTree(before);
            var former = new FormerRecord(
                    record.path("roleId").asText(""),
                    record.path("atlasAWSAccountArn").asText(""),
                    record.path("atlasAssumedRoleExternalId").asText(""),
                    Optional.of(record.path("iamAssumedRoleArn").asText("")).filter(arn -> !arn.isEmpty()));
            return former.roleId().isEmpty() || former.externalId().isEmpty() ? Optional.empty() : Optional.of(former);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
