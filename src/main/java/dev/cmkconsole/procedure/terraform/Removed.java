package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.procedure.terraform.hcl.Block;
import dev.cmkconsole.procedure.terraform.hcl.Expression;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an earlier configuration had and the present one has not. Terraform would destroy it, such as the key before a
 * rotation, which old snapshots need; a block tells it to forget the resource instead.
 */
final class Removed {
    private static final Pattern RESOURCE = Pattern.compile("(?m)^resource \"(\\w+)\" \"([\\w-]+)\" \\{");
    private static final Pattern FORGOTTEN = Pattern.compile("(?m)^  from = (\\w+\\.[\\w-]+)$");

    private Removed() {}

    /** @param earlier the text of the earlier configuration, in the form in which it was written */
    static List<Block> blocks(String earlier, Collection<String> present) {
        var gone = new TreeSet<String>();
        RESOURCE.matcher(earlier).results().forEach(m -> gone.add(m.group(1) + "." + m.group(2)));
        FORGOTTEN.matcher(earlier).results().forEach(m -> gone.add(m.group(1)));
        gone.removeAll(present);
        return gone.stream()
                .map(address -> Block.of("removed")
                        .set("from", Expression.reference(address))
                        .nest(Block.of("lifecycle").set("destroy", Expression.of(false))))
                .toList();
    }
}
