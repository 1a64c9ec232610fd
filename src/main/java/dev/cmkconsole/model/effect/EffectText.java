package dev.cmkconsole.model.effect;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.effect.ProjectEffect.Change;
import dev.cmkconsole.model.outcome.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The effect of a plan's acts in sentences, the same on every screen and on the command line. */
public final class EffectText {
    private EffectText() {}

    /** What is deleted, what stands on the object now, what stops, and what is not known. */
    public static List<Text> lines(ActEffect effect) {
        if (effect.acts().isEmpty()) {
            return List.of(Text.of("effect.takesNothing"));
        }
        var lines = new ArrayList<Text>();
        effect.acts().forEach(act -> deletion(act).ifPresent(lines::add));
        effect.failure().ifPresent(code -> lines.add(Text.of("effect.unreadable", code)));
        if (effect.failure().isEmpty()) {
            standing(effect).ifPresent(lines::add);
        }
        effect.projects().forEach(p -> lines.addAll(fate(p, effect)));
        if (!effect.unread().isEmpty()) {
            lines.add(Text.of("effect.unread", String.join(", ", effect.unread())));
        }
        if (!effect.strangers().isEmpty()) {
            lines.add(Text.of("effect.strangers", String.join(", ", effect.strangers())));
        }
        return lines;
    }

    /** Why the acts are refused; empty where their effect is known. */
    public static Optional<Text> refusal(ActEffect effect) {
        if (effect.failure().isPresent()) {
            return Optional.of(
                    Text.of("effect.refused.unreadable", effect.failure().get()));
        }
        var unclear = effect.projects().stream()
                .filter(ProjectEffect::notKnown)
                .map(p -> p.project().name())
                .toList();
        return unclear.isEmpty()
                ? Optional.empty()
                : Optional.of(Text.of("effect.refused.unclear", String.join(", ", unclear)));
    }

    /** Why the acts are refused where nobody was asked about the projects that were not read. */
    public static Optional<Text> refusalOfUnread(ActEffect effect) {
        return effect.unread().isEmpty()
                ? Optional.empty()
                : Optional.of(Text.of("effect.refused.unread", String.join(", ", effect.unread())));
    }

    private static Optional<Text> deletion(Act act) {
        return switch (act) {
            case Act.RolePolicyChange c ->
                c.after().isBlank()
                        ? Optional.of(Text.of("effect.deletes.policy", c.policy(), c.role()))
                        : Optional.empty();
            case Act.KeyWithdrawal(var key, var forEver) ->
                forEver ? Optional.of(Text.of("effect.deletes.key", key.toString())) : Optional.empty();
            case Act.AccessKeyWithdrawal(var id, var forEver) ->
                forEver ? Optional.of(Text.of("effect.deletes.accessKey", id)) : Optional.empty();
            case Act.PolicyDetachment c -> Optional.of(Text.of("effect.deletes.attachment", c.policyArn(), c.role()));
            case Act.RoleDeletion c -> Optional.of(Text.of("effect.deletes.role", c.role()));
            case Act.TrustChange _, Act.KeyPolicyChange _ -> Optional.empty();
        };
    }

    /** A project that uses its key in another region stands on nothing that is changed. Its backups may. */
    private static Optional<Text> standing(ActEffect effect) {
        var standing = effect.projects().stream()
                .filter(p -> p.change() != Change.ELSEWHERE)
                .map(EffectText::withClusters)
                .toList();
        if (!standing.isEmpty()) {
            return Optional.of(Text.of("effect.standing", String.join("; ", standing)));
        }
        return effect.projects().isEmpty() ? Optional.of(Text.of("effect.standing.none")) : Optional.empty();
    }

    private static String withClusters(ProjectEffect one) {
        return one.clusters()
                .filter(some -> !some.isEmpty())
                .map(some -> one.project().name() + " (" + String.join(", ", some) + ")")
                .orElse(one.project().name());
    }

    private static List<Text> fate(ProjectEffect one, ActEffect effect) {
        String name = one.project().name();
        var lines = new ArrayList<Text>();
        switch (one.change()) {
            case STOPS -> lines.add(stops(name, one.clusters(), effect));
            case NOT_KNOWN -> lines.add(Text.of("effect.notKnown", name));
            case STOPPED_BEFORE -> lines.add(Text.of("effect.stoppedBefore", name));
            case ELSEWHERE -> lines.add(Text.of("effect.elsewhere", name, regions(effect)));
            case KEEPS -> lines.add(Text.of("effect.keeps", name));
        }
        if (!one.lost().isEmpty()) {
            boolean elsewhere = one.change() == Change.ELSEWHERE;
            lines.add(
                    Text.of(elsewhere ? "effect.lost.elsewhere" : "effect.lost", name, String.join(", ", one.lost())));
        }
        if (!one.unclear().isEmpty()) {
            lines.add(Text.of("effect.unclear", name));
        }
        return lines;
    }

    /** The regions in which the acts change multi-Region keys. */
    private static String regions(ActEffect effect) {
        return effect.acts().stream()
                .flatMap(act -> act.changedKey().stream())
                .filter(KeyArn::multiRegion)
                .map(key -> key.region().id())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Text stops(String name, Optional<List<String>> clusters, ActEffect effect) {
        boolean forEver = effect.acts().stream().anyMatch(a -> a instanceof Act.KeyWithdrawal w && w.forEver());
        return clusters.map(some -> some.isEmpty()
                        ? Text.of("effect.stops.noCluster", name)
                        : Text.of(forEver ? "effect.stops.forEver" : "effect.stops", name, String.join(", ", some)))
                .orElseGet(() -> Text.of(forEver ? "effect.stops.unread.forEver" : "effect.stops.unread", name));
    }
}
