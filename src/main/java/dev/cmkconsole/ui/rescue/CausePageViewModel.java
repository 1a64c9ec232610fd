package dev.cmkconsole.ui.rescue;

import dev.cmkconsole.service.rescue.RescueAccount;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong, what is dark, and who repairs it, in sections with the most urgent first. */
public final class CausePageViewModel extends QuestionPage {
    private final List<Part> parts;

    /**
     * @param urgent whether it stands out
     * @param copyable commands, or a text to send
     */
    public record Part(String title, String text, boolean urgent, List<String> copyable) {}

    CausePageViewModel(RescueFlow flow) {
        super(
                "cause",
                flow.messages().get("rescue.page.name"),
                flow.messages().get("rescue.page.heading"),
                Buttons.question(flow.messages(), false));
        parts = new RescueAccount(flow.rescue())
                .sections().stream().map(s -> part(s, flow.messages())).toList();
    }

    private static Part part(RescueAccount.Section section, Messages messages) {
        var text = section.lines().stream().map(messages::say).collect(Collectors.joining("\n"));
        boolean letter = section.id().equals("letter");
        return new Part(
                messages.say(section.title()),
                letter ? "" : text,
                section.id().equals("deletion"),
                letter ? List.of(text) : section.copyable());
    }

    public List<Part> parts() {
        return parts;
    }

    /** The page as text, to copy. */
    public String text() {
        return parts.stream()
                .map(p -> p.title() + "\n" + p.text() + (p.copyable().isEmpty() ? "" : "\n")
                        + String.join("\n", p.copyable()))
                .collect(Collectors.joining("\n\n"));
    }

    @Override
    public void leave(Departure departure) {
        departure.goOn();
    }
}
