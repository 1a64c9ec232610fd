package dev.cmkconsole.app;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.ui.nav.ProjectTab;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lists what a procedure lacks, in sentences that name the procedure and the place.
 *
 * @param texts whether a message key has a text
 * @param guide the text of the guide
 * @param tour the sources of the tour
 * @param sources the sources beside a class
 * @param tabs the ids of all tabs of a project
 */
public record ProcedureMembers(
        Predicate<String> texts, String guide, String tour, Function<Class<?>, String> sources, Set<String> tabs) {
    private static final Pattern STEP_WORDS = Pattern.compile("\\.words\\(\"([^\"]+)\"\\)");
    private static final Pattern NEXT_STEP = Pattern.compile("new NextStep\\(\\s*\"([^\"]+)\"");
    private static final Pattern REFUSAL = Pattern.compile("NotApplicable\\.because\\(\\s*\"([^\"]+)\"\\s*,");

    public List<String> missing(Procedures.Entry<?> entry) {
        var type = entry.type();
        var lacks = new ArrayList<String>();
        needTexts(lacks, type.nameKey(), type.summaryKey(), type.colleagueKey());
        find(STEP_WORDS, type.planner(WaitSettings.REAL).getClass())
                .forEach(key -> needTexts(lacks, key + ".title", key + ".reason", key + ".explain"));
        nextSteps(type.planner(WaitSettings.REAL).getClass(), lacks);
        requests(type, lacks);
        followUps(type.followUps().followUps(), lacks);
        if (!CommandSpec.forAnnotatedObject(entry.options().get()).optionsMap().containsKey("--project")) {
            lacks.add("no option --project in its command-line options");
        }
        tab(entry.tab().get(), lacks);
        if (!Pattern.compile("^    run " + Pattern.quote(type.id()) + " --project", Pattern.MULTILINE)
                .matcher(guide)
                .find()) {
            lacks.add("no chapter in docs/guide.md with a line that begins \"    run " + type.id() + " --project\"");
        }
        return lacks.stream()
                .map(lack -> "The procedure " + type.id() + " has " + lack + ".")
                .toList();
    }

    private void needTexts(List<String> lacks, String... keys) {
        for (var key : keys) {
            if (!texts.test(key)) {
                lacks.add("no text " + key + " in messages.properties");
            }
        }
    }

    private Set<String> find(Pattern key, Class<?> beside) {
        return key.matcher(sources.apply(beside))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The compiler checks that the reconciliation handles each of them. */
    private static void requests(ProcedureType<?> type, List<String> lacks) {
        if (type.requests().isEmpty()) {
            lacks.add("no request in its type, so that no lost answer could be looked up");
        }
        if (type.requests().contains(RecordedOperation.OTHER)) {
            lacks.add("a request of no known kind in its type; add its kind to RecordedOperation");
        }
    }

    private void nextSteps(Class<?> beside, List<String> lacks) {
        for (var advice : find(NEXT_STEP, beside)) {
            needTexts(
                    lacks,
                    "overview.advice." + advice,
                    "overview.advice." + advice + ".text",
                    "overview.verb." + advice,
                    "next." + advice);
        }
    }

    private void followUps(List<FollowUp> followUps, List<String> lacks) {
        for (var followUp : followUps) {
            needTexts(lacks, followUp.text());
            if (!tabs.contains(followUp.place())) {
                lacks.add("the follow-up " + followUp.code() + " in the tab " + followUp.place()
                        + ", which is not there");
            }
        }
    }

    private void tab(ProjectTab tab, List<String> lacks) {
        needTexts(lacks, tab.titleKey());
        find(REFUSAL, tab.getClass()).forEach(key -> needTexts(lacks, key, key + ".next"));
        if (!Pattern.compile("\"" + Pattern.quote(tab.id()) + "[-\"]")
                .matcher(tour)
                .find()) {
            lacks.add("no part in the tour: nothing in app.tour takes a picture \"" + tab.id() + "\"");
        }
    }
}
