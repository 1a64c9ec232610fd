package dev.cmkconsole.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.SignInCause;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.preflight.need.KeySafety;
import dev.cmkconsole.preflight.need.KeySources;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedEvidence;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists every key that a project ever used and what still needs it. Opens no window and changes nothing. */
@Command(
        name = "keys",
        description = "List every key that a project uses or once used, and what still needs it. Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every key is judged, and the state of every key and access key was read",
            "1:AWS does not accept the credentials, or the project cannot be read",
            "2:wrong usage",
            "3:at least one key or access key could not be read or judged, or a source that may name a key was not read"
        })
final class KeysCommand implements Callable<Integer> {

    private static final String UNKNOWN = "unknown";

    @ParentCommand
    private ConsoleCommand console;

    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--access-key",
            paramLabel = "ID",
            description = "The access key that the project used before its role, if the history does not show it.")
    private String accessKey;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "The IAM user of the access key, if AWS does not report it.")
    private String user;

    @Mixin
    private TextOrJson format = new TextOrJson();

    @Override
    public Integer call() {
        var id = project.id();
        var named = Optional.ofNullable(accessKey).map(RetireChoices::checkId);
        var owner = Optional.ofNullable(user).map(RetireChoices::checkUser);
        try (var connector = console.connector()) {
            Session session = console.connectToRead(connector);
            var now = session.service()
                    .survey(id, new KeySurveyRequest(named, owner, Optional.empty(), Optional.empty(), true));
            console.program().out().println(format.json() ? json(now).toPrettyString() : text(now));
            return exitCode(now.survey().value().orElseThrow(), OldKeys.evidence(now));
        }
    }

    /** The same distinction as {@code check} makes: credentials that AWS refuses are no missing answer. */
    static int exitCode(KeySurvey survey, KeyNeedEvidence evidence) {
        var states = Stream.concat(
                        survey.keys().stream().map(UsedKey::kms),
                        survey.accessKey().stream().flatMap(facts -> Stream.of(facts.state(), facts.lastUse())))
                .toList();
        if (states.stream()
                .flatMap(state -> state.problem().stream())
                .anyMatch(problem -> SignInCause.of(problem).isPresent())) {
            return 1;
        }
        var judged = survey.keys().stream()
                .filter(key -> !key.configured())
                .noneMatch(key -> KeySafety.of(key, evidence).undecided());
        return KeySources.unread(survey, evidence).isEmpty()
                        && judged
                        && states.stream().allMatch(state -> state.value().isPresent())
                ? 0
                : 3;
    }

    private String text(ProjectSnapshot now) {
        Messages messages = console.program().messages();
        var text = new StringBuilder(messages.get(
                        "cli.keys.heading", now.project().name(), now.project().id(), now.at()))
                .append('\n');
        var survey = now.survey().value().orElseThrow();
        var trials = new TrialOutput(survey, messages);
        if (survey.keys().isEmpty()) {
            text.append(none(now, survey, messages));
        } else {
            text.append(sources(now, survey, messages));
        }
        for (var key : survey.keys()) {
            var safety = KeySafety.of(key, OldKeys.evidence(now));
            text.append('\n')
                    .append(Legible.line(key.arn().map(Object::toString).orElse(key.name())))
                    .append(key.alias().map(alias -> "  " + Legible.line(alias)).orElse(""))
                    .append('\n');
            text.append("  ")
                    .append(messages.get("oldKey.verdict." + safety.word().word()))
                    .append("  ")
                    .append(key.kms()
                            .value()
                            .map(k -> messages.say(k.state().text()))
                            .orElseGet(() -> unknownState(key.kms(), messages)))
                    .append('\n');
            notUsable(key, now)
                    .forEach(reason -> text.append("    ")
                            .append(messages.get("cli.keys.unusable", reason))
                            .append('\n'));
            Stream.concat(reasons(safety, messages).stream(), trials.of(key).stream())
                    .forEach(line -> text.append("    ").append(line).append('\n'));
        }
        survey.accessKey().ifPresent(facts -> text.append('\n').append(accessKey(facts, messages)));
        trials.ofAccessKey().ifPresent(line -> text.append("    ").append(line).append('\n'));
        trials.left()
                .forEach(line -> text.append('\n')
                        .append(line)
                        .append('\n')
                        .append(messages.get("proof.left.advice"))
                        .append('\n'));
        return text.toString();
    }

    private static String accessKey(AccessKeyFacts facts, Messages messages) {
        return messages.get(
                        "cli.keys.accessKey",
                        facts.id(),
                        facts.userName().orElse("?"),
                        facts.state()
                                .value()
                                .map(state -> messages.get("oldKeys.accessState." + state))
                                .orElseGet(() -> unknownState(facts.state(), messages)),
                        facts.lastUse()
                                .value()
                                .flatMap(u -> u)
                                .map(u -> messages.moment(u.at()) + ", " + u.operation())
                                .orElseGet(() -> facts.lastUse().fold(_ -> "-", _ -> UNKNOWN)))
                + "\n";
    }

    /** The sources that were read, and what may be missing for want of the others. */
    private static String sources(ProjectSnapshot now, KeySurvey survey, Messages messages) {
        var unread = KeySources.unread(survey, OldKeys.evidence(now));
        var text = new StringBuilder(messages.get(unread.isEmpty() ? "cli.keys.sources" : "cli.keys.sourcesRead"))
                .append('\n');
        unread.forEach(part -> text.append(messages.say(part)).append('\n'));
        return text.toString();
    }

    private static String none(ProjectSnapshot now, KeySurvey survey, Messages messages) {
        var unread = KeySources.unread(survey, OldKeys.evidence(now));
        if (unread.isEmpty()) {
            return "\n" + messages.get("cli.keys.none") + "\n" + messages.get("cli.keys.none.next") + "\n";
        }
        var text = new StringBuilder("\n" + messages.get("cli.keys.noneKnown") + "\n");
        unread.forEach(part -> text.append("  ").append(messages.say(part)).append('\n'));
        return text.toString();
    }

    /** Why the project's present key cannot be used, by the judgement that every surface asks. */
    private static List<Text> notUsable(UsedKey key, ProjectSnapshot now) {
        return now.encryption()
                .value()
                .filter(_ -> key.configured())
                .map(e -> KeyStanding.of(e.awsKms(), now.alerts(), key.kms(), now.access(), now.neededRegions()))
                .filter(standing -> standing.use() == KeyStanding.Use.UNUSABLE)
                .map(KeyStanding::reasons)
                .orElse(List.of());
    }

    private static List<String> reasons(KeySafety safety, Messages messages) {
        var lines = new ArrayList<String>();
        safety.reasons().forEach(reason -> lines.add(messages.say(reason)));
        safety.safeFrom().ifPresent(day -> lines.add(messages.get("oldKey.safeFrom", day)));
        return lines;
    }

    /** What could not be read has no state, and the reason is no state either. */
    static String unknownState(Observed<?> unread, Messages messages) {
        return unread.problem()
                .map(problem -> messages.get(
                        "cli.keys.stateUnread", messages.explain(problem).what(), problem.code()))
                .orElseGet(() -> messages.get("cli.keys.stateUnknown"));
    }

    static void putState(ObjectNode json, Observed<String> state) {
        json.put("state", state.value().orElse(UNKNOWN));
        state.problem().ifPresent(problem -> json.put("stateProblem", problem.code()));
    }

    private void putUnread(ObjectNode json, ProjectSnapshot now, KeySurvey survey) {
        KeySources.unread(survey, OldKeys.evidence(now))
                .forEach(part -> json.withArray("unread")
                        .add(console.program().messages().say(part)));
    }

    private ObjectNode json(ProjectSnapshot now) {
        Messages messages = console.program().messages();
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("project")
                .put("id", now.project().id())
                .put("name", now.project().name());
        json.put("observedAt", now.at().toString());
        KeySurvey survey = now.survey().value().orElseThrow();
        var trials = new TrialOutput(survey, messages);
        var keys = json.putArray("keys");
        putUnread(json, now, survey);
        for (var key : survey.keys()) {
            var safety = KeySafety.of(key, OldKeys.evidence(now));
            var one = keys.addObject()
                    .put("id", key.id())
                    .put("verdict", safety.word().word());
            putState(one, key.kms().map(k -> k.state().word()));
            key.arn().ifPresent(arn -> one.put("arn", arn.toString()));
            key.alias().ifPresent(alias -> one.put("alias", alias));
            key.lastUse()
                    .value()
                    .flatMap(u -> u)
                    .ifPresent(use -> one.put("lastUse", use.at().toString()));
            trials.put(key, one);
            var needs = one.putArray("needs");
            safety.reasons().forEach(reason -> needs.add(messages.say(reason)));
            safety.safeFrom().ifPresent(day -> one.put("safeFrom", day.toString()));
        }
        trials.putLeft(json);
        survey.accessKey().ifPresent(facts -> {
            var one = json.putObject("accessKey").put("id", facts.id());
            putState(one, facts.state().map(Enum::name));
            trials.putAccessKey(one);
            facts.userName().ifPresent(name -> one.put("user", name));
            facts.switched().ifPresent(at -> one.put("switched", at.toString()));
            facts.deactivated().ifPresent(at -> one.put("deactivated", at.toString()));
            facts.lastUse()
                    .value()
                    .flatMap(u -> u)
                    .ifPresent(use -> one.put("lastUse", use.at().toString()).put("lastUsedWith", use.operation()));
        });
        return json;
    }
}
