package dev.cmkconsole.model.effect;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.effect.ProjectEffect.Change;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The effect of a plan's acts together. It names every project that stands on what the acts change, and what was not
 * read.
 *
 * @param acts the acts that take something away; empty where the plan has none, and then nothing else was read
 * @param projects the projects that stand on the changed object, by name
 * @param unread projects whose settings could not be read and that may stand on it
 * @param strangers external ids that the role's trust policy names and that belong to no project that was read
 * @param failure why nothing at all could be read; empty where something was
 */
public record ActEffect(
        List<Act> acts,
        List<ProjectEffect> projects,
        List<String> unread,
        List<String> strangers,
        Optional<String> failure) {
    public static final ActEffect TAKES_NOTHING =
            new ActEffect(List.of(), List.of(), List.of(), List.of(), Optional.empty());

    public ActEffect {
        acts = List.copyOf(acts);
        projects = List.copyOf(projects);
        unread = List.copyOf(unread);
        strangers = List.copyOf(strangers);
    }

    public static ActEffect unreadable(List<Act> acts, String code) {
        return new ActEffect(acts, List.of(), List.of(), List.of(), Optional.of(code));
    }

    private List<ProjectEffect> losing() {
        return projects.stream().filter(ProjectEffect::loses).toList();
    }

    /** Whether there are projects to name, and it is not certain of any that its data becomes unreadable. */
    public boolean onlyMayLose() {
        return !losing().isEmpty() && losing().stream().allMatch(p -> p.change() == Change.ELSEWHERE);
    }

    /**
     * The names to type before the acts: of every project whose data becomes unreadable, and of the own project where
     * somebody's data could.
     *
     * @param own the project in which the act is made
     */
    public Collection<String> namesToType(Project own) {
        var names = new TreeSet<String>();
        losing().forEach(p -> names.add(p.project().name().strip()));
        if (!unread.isEmpty() || !strangers.isEmpty()) {
            names.add(own.name().strip());
        }
        return names;
    }
}
