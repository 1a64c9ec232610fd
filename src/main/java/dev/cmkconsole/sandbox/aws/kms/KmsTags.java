package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.Paging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags of keys. */
final class KmsTags {

    private static final int MAX_TAGS = 50;

    private final AwsState state;
    private final KmsAccess access;

    KmsTags(AwsState state, KmsAccess access) {
        this.state = state;
        this.access = access;
    }

    ObjectNode tag(Caller caller, String region, KmsInput input) {
        var tags = input.tags(true);
        var use = Use.of("TagResource");
        for (var condition : KmsKeys.tagContext(tags).entrySet()) {
            use = use.with(condition.getKey(), condition.getValue().toArray(String[]::new));
        }
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, use);
        KmsLifecycle.requireNotPendingDeletion(key);
        var all = new LinkedHashMap<>(key.tags);
        all.putAll(tags);
        if (all.size() > MAX_TAGS) {
            throw AwsFault.kms("LimitExceededException", "The number of tags exceeds the limit of " + MAX_TAGS + ".");
        }
        key.tags.putAll(tags);
        return KmsKeys.empty();
    }

    ObjectNode untag(Caller caller, String region, KmsInput input) {
        var names = input.texts("TagKeys", 200);
        if (names.isEmpty()) {
            throw KmsInput.missing("TagKeys");
        }
        var key = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                false,
                Use.of("UntagResource").with("aws:TagKeys", names.toArray(String[]::new)));
        KmsLifecycle.requireNotPendingDeletion(key);
        names.forEach(key.tags::remove);
        return KmsKeys.empty();
    }

    ObjectNode list(Caller caller, String region, KmsInput input) {
        int limit = Math.min(input.number("Limit", 1, 50).orElse(50), state.settings.pageSize());
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("ListResourceTags"));
        var page = Paging.page(
                List.copyOf(key.tags.entrySet()),
                Map.Entry::getKey,
                input.text("Marker", 1, 1024),
                limit,
                KmsKeys::badMarker);
        var reply = JsonNodeFactory.instance.objectNode();
        var tags = reply.putArray("Tags");
        page.items().forEach(tag -> tags.addObject().put("TagKey", tag.getKey()).put("TagValue", tag.getValue()));
        return KmsKeys.paged(reply, page);
    }
}
