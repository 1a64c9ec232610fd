package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.model.configuration.ProjectPart;
import dev.cmkconsole.model.outcome.Text;

/** Says which parts of a project a configuration lacks because they could not be read. */
final class Unread {
    private Unread() {}

    static void remarks(Drawing drawing) {
        var reading = drawing.state().reading();
        for (var part : ProjectPart.values()) {
            var observed = reading.part(part);
            if (observed.value().isEmpty()) {
                drawing.remark(
                        Text.of("terraform.remark.unread", Text.of("terraform.part." + part), observed.unreadCode()));
            }
        }
        reading.searchNodes()
                .forEach((cluster, nodes) -> nodes.problem()
                        .ifPresent(p -> drawing.remark(Text.of("terraform.remark.searchUnread", cluster, p.code()))));
        if (reading.account().value().isEmpty()) {
            drawing.remark(
                    Text.of("terraform.remark.awsUnread", reading.account().unreadCode()));
        }
    }
}
