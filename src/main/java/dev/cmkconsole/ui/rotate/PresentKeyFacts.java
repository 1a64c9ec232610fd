package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The present key, its rotation, and its Atlas reminder as text. */
final class PresentKeyFacts {
    private final Messages messages;

    PresentKeyFacts(Messages messages) {
        this.messages = messages;
    }

    static Optional<AwsKms> kms(ProjectSnapshot now) {
        return now.encryption().value().map(e -> e.awsKms()).filter(AwsKms::enabled);
    }

    /** Returns the key's ARN if the Atlas configuration contains it or AWS returned that key. */
    static Optional<KeyArn> arn(ProjectSnapshot now) {
        return kms(now).flatMap(kms -> kms.keyArn()
                .or(() -> now.aws().key().value().map(CustomerKey::arn).filter(kms::usesKey)));
    }

    /**
     * Returns the key's ARN even while its region has an outage. It then assumes the role's account, because a bare key
     * id must belong to that account.
     */
    static Optional<KeyArn> multiRegionArn(ProjectSnapshot now) {
        return arn(now).or(() -> kms(now).flatMap(kms -> kms.customerMasterKeyId()
                .flatMap(id -> kms.region()
                        .flatMap(region -> now.configuredRole()
                                .flatMap(r -> r.iamRoleArn())
                                .flatMap(RoleArn::parse)
                                .map(role -> new KeyArn(role.partition(), region, role.account(), id))))));
    }

    static Optional<RoleChoice> role(ProjectSnapshot now) {
        return now.configuredRole()
                .flatMap(r -> r.iamRoleArn()
                        .flatMap(RoleArn::parse)
                        .map(arn -> RoleChoice.resume(r.roleId(), new RoleChoice.ExistingRole(arn))));
    }

    /**
     * @param now a snapshot with the reminder and the rotations
     */
    List<Fact> of(ProjectSnapshot now) {
        var facts = new ArrayList<Fact>();
        kms(now).ifPresent(kms -> {
            facts.add(Fact.identifier(
                    messages.get("fact.key"),
                    arn(now).map(KeyArn::toString).or(kms::customerMasterKeyId).orElse("?")));
            now.aws()
                    .key()
                    .value()
                    .map(CustomerKey::aliases)
                    .filter(a -> !a.isEmpty())
                    .ifPresent(
                            aliases -> facts.add(Fact.plain(messages.get("fact.alias"), String.join(", ", aliases))));
            kms.region().ifPresent(r -> facts.add(Fact.plain(messages.get("fact.region"), r.id())));
        });
        now.aws()
                .key()
                .problem()
                .ifPresent(problem -> facts.add(Fact.unreadable(messages.get("rotating.fact.rotation"), problem)));
        now.aws().key().value().ifPresent(key -> {
            facts.add(Fact.plain(
                    messages.get("rotating.fact.rotation"),
                    key.rotation().map(this::rotation).orElseGet(() -> messages.get("rotating.rotation.unknown"))));
            now.aws()
                    .rotations()
                    .value()
                    .filter(all -> !all.isEmpty())
                    .ifPresent(all -> facts.add(Fact.plain(messages.get("rotating.fact.past"), past(all))));
            key.replicas()
                    .ifPresent(r -> facts.add(Fact.plain(
                            messages.get("rotating.fact.regions"),
                            messages.get(
                                    "rotating.regions",
                                    String.join(
                                            ", ",
                                            r.regions().stream()
                                                    .map(Object::toString)
                                                    .toList()),
                                    r.primary().id()))));
        });
        facts.add(now.reminder()
                .problem()
                .map(problem -> Fact.unreadable(messages.get("rotating.fact.reminder"), problem))
                .orElseGet(() -> Fact.plain(
                        messages.get("rotating.fact.reminder"),
                        reminder(now.reminder().value().flatMap(r -> r)))));
        return facts;
    }

    String rotation(KeyRotation how) {
        if (how.onDemandSince().isPresent()) {
            return messages.get(
                    "rotating.rotation.underWay",
                    messages.moment(how.onDemandSince().get()));
        }
        if (!how.automatic()) {
            return messages.get("rotating.rotation.off");
        }
        String every = how.periodDays()
                .map(days -> messages.get("rotating.rotation.every", days))
                .orElseGet(() -> messages.get("rotating.rotation.on"));
        return how.next()
                .map(next -> messages.get("rotating.rotation.next", every, messages.day(next)))
                .orElse(every);
    }

    private String past(List<KeyRotation.Past> all) {
        var last = all.getLast();
        return messages.get(
                "rotating.past",
                all.size(),
                messages.day(last.at()),
                messages.get(last.onDemand() ? "rotating.past.onDemand" : "rotating.past.byItself"));
    }

    String reminder(Optional<RotationReminder> reminder) {
        return reminder.map(r -> r.enabled()
                        ? messages.get("rotating.reminder.after", r.days())
                        : messages.get("rotating.reminder.off"))
                .orElseGet(() -> messages.get("rotating.reminder.none"));
    }
}
