package dev.cmkconsole.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds long sentences, archaisms, calques and British spelling in a text for people. */
public final class PlainEnglish {
    static final int LONGEST_SENTENCE = 25;

    /** An argument of a message, with the choices in it, counts as one word. */
    private static final Pattern ARGUMENT = Pattern.compile("\\{[^{}]*(?:\\{[^{}]*}[^{}]*)*}");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?])\\s+|\\n");
    private static final Pattern WORD = Pattern.compile("\\w");

    private static final List<Rule> RULES = List.of(
            rule("besides", "beyond, in addition to"),
            rule("as wanted", "as configured"),
            rule("tell me|told", "be determined, known, notified, reported"),
            rule("can(not)? be told|cannot tell", "cannot be determined, unknown"),
            rule("that can be(?! undone)", "eligible, possible"),
            rule("goes dark", "becomes unreadable"),
            rule("at hand", "available"),
            rule("for ever", "permanently"),
            rule("(go|goes|going|gone) past", "accept, skip"),
            rule("taken? back", "undone, canceled"),
            rule("of late|lately", "recently"),
            rule("no more(?! than)|any more", "no longer"),
            rule("looked at( again)?", "checked, reviewed"),
            rule("(stands? )?in the way", "denies, prevents"),
            rule("comes? next", "is the next step"),
            rule("shall", "must, will"),
            rule("wish(es|ed)?", "want"),
            rule("anew", "again"),
            rule("(go|goes|going|gone|went) on", "continue"),
            rule("go(es)? back", "return"),
            rule("mend(s|ed|ing)?", "fix, repair"),
            rule("by itself", "automatically, on its own"),
            rule("if it stays", "if the problem persists"),
            rule("speaks? (for|against)", "supports, prevents"),
            rule("as it was put", "(leave out)"),
            rule("put right", "fix"),
            rule("to the letter", "exactly"),
            rule("(any|every|some|no)body", "anyone, everyone, someone, no one"),
            rule("a key of (yours|your own|its own)", "a customer-managed key"),
            rule("present (key|way|one|step)", "current"),
            rule("whom", "who"),
            rule("lets? (\\S+ ){1,3}in", "allows"),
            rule("so far", "yet, already"),
            rule("misse[sd] (it|the)", "needs"),
            rule("give up|giving up|given up", "retire, turn off"),
            rule("takes? kms", "requires"),
            rule("second factor", "multi-factor authentication (MFA)"),
            rule(
                    "(organi|authori|recogni|normali|minimi|initiali)s(ations?|e[sd]?|ing)|colours?|behaviour|"
                            + "favour|licence|centre|whilst|towards|programme|cancell(ed|ing)|labell(ed|ing)|grey",
                    "American spelling"),
            new Rule(Pattern.compile("\\b(id|ids|Id|Ids)\\b"), "ID"),
            new Rule(
                    Pattern.compile("\\b(PendingDeletion|PendingReplicaDeletion|PendingImport|IDLE|UPDATING|REPAIRING|"
                            + "[A-Z]{2}_[A-Z]+_\\d)\\b"),
                    "the word of people for the word of the service"));

    private PlainEnglish() {}

    /** The faults of a text, each with a replacement; empty for a good text. */
    public static List<String> faults(String text) {
        var faults = new ArrayList<String>();
        SENTENCE_END
                .splitAsStream(ARGUMENT.matcher(text).replaceAll("X"))
                .filter(sentence -> words(sentence) > LONGEST_SENTENCE)
                .forEach(sentence -> faults.add(words(sentence) + " words: " + sentence));
        for (var rule : RULES) {
            rule.unwanted()
                    .matcher(text)
                    .results()
                    .forEach(found -> faults.add('"' + found.group() + "\": write " + rule.instead()));
        }
        return faults;
    }

    private static long words(String sentence) {
        return Stream.of(sentence.split("\\s+"))
                .filter(part -> WORD.matcher(part).find())
                .count();
    }

    private static Rule rule(String unwanted, String instead) {
        return new Rule(Pattern.compile("\\b(?:" + unwanted + ")(?!\\w)", Pattern.CASE_INSENSITIVE), instead);
    }

    private record Rule(Pattern unwanted, String instead) {}
}
