package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.nav.TabGroup;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The tab that checks whether Atlas can use the key. Every project has it; a project without a configuration is checked
 * as far as possible.
 */
public final class CheckTab implements ProjectTab {

    @Override
    public TabEntry entry() {
        return new TabEntry(Place.OfProject.CHECK, "access.tab", 30);
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.ACCESS);
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new CheckViewModel(
                context.service(),
                context.frame(),
                context.projectId(),
                () -> context.now().flatMap(CheckTab::setUp));
        var view = new CheckView(context.views(), model);
        model.afterChange(context.readAgain());
        var following = context.snapshot().subscribe(now -> {
            if (now != null) {
                model.follow(now);
            }
        });
        var begun = new AtomicBoolean();
        return Page.of(view.node(), "access.help")
                .onShown(place -> {
                    boolean first = begun.compareAndSet(false, true);
                    if (place instanceof Place.Check(var _, var role, var key)) {
                        model.check(role, key);
                    } else if (first) {
                        model.check();
                    }
                })
                .onReadAgain(model::check)
                .onDispose(() -> {
                    following.unsubscribe();
                    model.cancel();
                });
    }

    private static Optional<CheckOffer.Destination> setUp(ProjectSnapshot now) {
        return now.posture().flatMap(posture -> switch (posture) {
            case NOT_SET_UP, OTHER_PROVIDER -> Optional.of(CheckOffer.Destination.ENABLE);
            case ON_CREDENTIALS -> Optional.of(CheckOffer.Destination.SWITCH);
            case ROLE_BASED, KEY_IN_DOUBT, KEY_INVALID -> Optional.empty();
        });
    }
}
