package dev.cmkconsole.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Reading an answer with missing or extra members ends in a value or in an error about its shape, never in another
 * exception.
 */
class AtlasAnswersPropertyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> MEMBERS_NEEDED = List.of(
            "id",
            "name",
            "orgId",
            "created",
            "roleId",
            "createdDate",
            "atlasAWSAccountArn",
            "atlasAssumedRoleExternalId",
            "awsIamRoles",
            "awsKms",
            "enabled",
            "valid",
            "backupEnabled",
            "replicationSpecs",
            "regionConfigs",
            "providerName");

    private record Answer(String json, AtlasCalls.Shape<?> shape) {}

    private static final Map<String, Answer> ANSWERS = Map.of(
            "project",
                    new Answer(
                            "{\"clusterCount\":2,\"created\":\"2026-08-10T03:05:48Z\",\"id\":\"00000000000000000000000a\",\"name\":\"n\",\"orgId\":\"00000000000000000000000b\"}",
                            AtlasAnswers::project),
            "roles",
                    new Answer(
                            "{\"awsIamRoles\":[{\"atlasAWSAccountArn\":\"arn:aws:iam::536727724300:root\",\"atlasAssumedRoleExternalId\":\"e\",\"authorizedDate\":\"2026-08-10T03:05:48Z\","
                                + "\"createdDate\":\"2026-08-10T03:05:48Z\",\"featureUsages\":[{\"featureType\":\"ENCRYPTION_AT_REST\",\"featureId\":{\"groupId\":\"g\"}}],"
                                + "\"iamAssumedRoleArn\":\"arn\",\"providerName\":\"AWS\",\"roleId\":\"00000000000000000000000c\"}],\"gcpServiceAccounts\":[]}",
                            AtlasAnswers::accessRoles),
            "encryption",
                    new Answer(
                            "{\"awsKms\":{\"accessKeyID\":\"AKIA\",\"customerMasterKeyID\":\"k\",\"enabled\":true,\"region\":\"US_EAST_1\","
                                + "\"requirePrivateNetworking\":true,\"roleId\":\"r\",\"valid\":true},\"azureKeyVault\":{\"enabled\":true},\"googleCloudKms\":{\"enabled\":false},"
                                + "\"enabledForSearchNodes\":true}",
                            AtlasAnswers::encryptionAtRest),
            "cluster",
                    new Answer(
                            "{\"id\":\"00000000000000000000000a\",\"name\":\"n\",\"clusterType\":\"REPLICASET\",\"stateName\":\"IDLE\",\"paused\":false,\"backupEnabled\":true,"
                                + "\"pitEnabled\":false,\"encryptionAtRestProvider\":\"AWS\",\"mongoDBVersion\":\"8\",\"replicationSpecs\":[{\"regionConfigs\":[{\"providerName\":"
                                + "\"TENANT\",\"backingProviderName\":\"AWS\",\"regionName\":\"US_EAST_1\",\"electableSpecs\":{\"instanceSize\":\"M10\",\"diskSizeGB\":10,"
                                + "\"effectiveInstanceSize\":\"FLEX\"},\"readOnlySpecs\":{\"instanceSize\":\"M10\"}}]}]}",
                            AtlasAnswers::cluster),
            "flex",
                    new Answer(
                            "{\"id\":\"00000000000000000000000a\",\"name\":\"n\",\"clusterType\":\"REPLICASET\",\"stateName\":\"IDLE\",\"mongoDBVersion\":\"8\",\"backupSettings\":"
                                + "{\"enabled\":true},\"providerSettings\":{\"backingProviderName\":\"AWS\",\"diskSizeGB\":5,\"regionName\":\"US_EAST_1\"}}",
                            AtlasAnswers::flexCluster),
            "alert",
                    new Answer(
                            "{\"id\":\"00000000000000000000000a\",\"eventTypeName\":\"E\",\"status\":\"OPEN\",\"created\":\"2026-08-10T03:05:48Z\"}",
                            AlertAnswers::alert),
            "alertConfiguration",
                    new Answer(
                            "{\"id\":\"00000000000000000000000a\",\"eventTypeName\":\"AWS_ENCRYPTION_KEY_NEEDS_ROTATION\",\"enabled\":true,"
                                + "\"threshold\":{\"threshold\":90},\"notifications\":[{\"typeName\":\"GROUP\",\"roles\":[\"GROUP_OWNER\"],\"emailEnabled\":true},"
                                + "{\"typeName\":\"SLACK\",\"notifierId\":\"00000000000000000000000b\",\"apiToken\":\"****abcd\"}]}",
                            AlertAnswers::configuration));

    @Provide
    Arbitrary<String> answers() {
        return Arbitraries.of(ANSWERS.keySet());
    }

    /** Any optional members removed or set to null still give a value. */
    @Property(tries = 2000)
    void optionalMembersMayBeAbsentOrNull(@ForAll("answers") String name, @ForAll long seed)
            throws JsonProcessingException, Json.WrongShape {
        var answer = ANSWERS.get(name);
        var tree = MAPPER.readTree(answer.json());
        var random = new Random(seed);
        for (var object : objects(tree)) {
            for (var member : names(object)) {
                if (!MEMBERS_NEEDED.contains(member) && random.nextInt(3) == 0) {
                    if (random.nextBoolean()) {
                        object.remove(member);
                    } else {
                        object.putNull(member);
                    }
                }
            }
        }
        assertThat((Object) answer.shape().read(Json.object(MAPPER.writeValueAsBytes(tree))))
                .isNotNull();
    }

    /** Any member of a wrong type gives a value or an error that names the place. */
    @Property(tries = 4000)
    void anythingElseIsAComplaintAboutTheShape(@ForAll("answers") String name, @ForAll long seed)
            throws JsonProcessingException {
        var answer = ANSWERS.get(name);
        var tree = MAPPER.readTree(answer.json());
        var random = new Random(seed);
        var replacements = new String[] {
            "null",
            "7",
            "\"text\"",
            "true",
            "[]",
            "{}",
            "[1]",
            "[null]",
            "[{}]",
            "{\"a\":1}",
            "1e400",
            "\"2026-13-40T00:00:00Z\"",
            "\"\""
        };
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            var places = objects(tree).stream().filter(o -> !o.isEmpty()).toList();
            var object = places.get(random.nextInt(places.size()));
            var members = names(object);
            var member = members.get(random.nextInt(members.size()));
            object.set(member, MAPPER.readTree(replacements[random.nextInt(replacements.length)]));
            if (objects(tree).stream().allMatch(ObjectNode::isEmpty)) {
                break;
            }
        }
        try {
            answer.shape().read(Json.object(MAPPER.writeValueAsBytes(tree)));
        } catch (Json.WrongShape e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }

    /** Any bytes, and any truncation of a good answer. */
    @Property(tries = 1000)
    void anyBytesAreReadOrRefused(@ForAll("answers") String name, @ForAll byte[] noise, @ForAll int cut) {
        var good = ANSWERS.get(name).json().getBytes(StandardCharsets.UTF_8);
        for (var bytes : List.of(noise, java.util.Arrays.copyOf(good, Math.floorMod(cut, good.length)))) {
            try {
                ANSWERS.get(name).shape().read(Json.object(bytes));
            } catch (Json.WrongShape e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static List<ObjectNode> objects(JsonNode node) {
        var found = new ArrayList<ObjectNode>();
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        if (node instanceof ContainerNode<?> container
                && (container instanceof ArrayNode || container instanceof ObjectNode)) {
            container.forEach(child -> found.addAll(objects(child)));
        }
        return found;
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
