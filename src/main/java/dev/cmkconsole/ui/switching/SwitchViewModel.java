package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Moves one project from credentials to a role: the questions, a reversible run, the checks, and after a second
 * confirmation the irreversible run. The wizard stores nothing: if it is restarted elsewhere, it finds the preparation
 * in Atlas.
 */
public final class SwitchViewModel extends WizardTabViewModel {
    private SwitchFlow flow;
    private FactsPageViewModel factsPage;
    private RolePageViewModel rolePage;
    private ReviewPageViewModel reviewPage;
    private RunPageViewModel preparePage;
    private ChecksPageViewModel checksPage;
    private CommitPageViewModel commitPage;
    private RunPageViewModel switchPage;
    private ProofPageViewModel proofPage;

    /**
     * @param changed called when a run has ended or paused, so that other views read the project again
     */
    public SwitchViewModel(EncryptionService service, Frame frame, String projectId, Runnable changed) {
        super(service, frame, new Place.OfProject(projectId, Place.OfProject.SWITCH), ReadScope.CONFIGURED, changed);
    }

    @Override
    protected void refresh(WizardPage page) {
        switch (page) {
            case FactsPageViewModel facts -> facts.read();
            case ChecksPageViewModel checks -> checks.check();
            case CommitPageViewModel commit -> commit.read();
            case ProofPageViewModel proof -> proof.look();
            default -> super.refresh(page);
        }
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        flow = new SwitchFlow(service(), frame(), snapshot, this::again);
        factsPage = new FactsPageViewModel(flow);
        rolePage = new RolePageViewModel(flow);
        reviewPage = new ReviewPageViewModel(flow, this::prepare);
        preparePage =
                new RunPageViewModel(flow, "prepare", frame().messages().get("switching.prepare.name"), flow.running());
        checksPage = new ChecksPageViewModel(flow, this::again, this::prepareAgain);
        commitPage = new CommitPageViewModel(flow, checksPage, this::commit);
        switchPage = new RunPageViewModel(
                flow,
                "switch",
                frame().messages().get("switching.run.name"),
                frame().messages().get("switching.run.heading", flow.project().name()));
        proofPage = new ProofPageViewModel(flow);
        var pages = List.of(
                factsPage,
                rolePage,
                ManualStepsPageViewModel.trust(flow),
                ManualStepsPageViewModel.access(flow),
                reviewPage,
                preparePage,
                checksPage,
                commitPage,
                switchPage,
                proofPage);
        var fresh = wizard(
                frame().messages().get("switching.title", snapshot.project().name()), pages);
        begin(fresh);
    }

    /** Reads the project again and restarts with the role page. The current content stays until the answer arrives. */
    private void again() {
        var facts = factsPage;
        var role = rolePage;
        observe(
                fresh -> {
                    begin(fresh);
                    factsPage.takeOver(facts);
                    rolePage.takeOver(role);
                    wizardProperty().get().next();
                },
                role::notReadAnew);
    }

    /** Keeps the role but asks again who makes the changes, because a failed step may have been manual. */
    private void prepareAgain() {
        flow.prepareAgain();
        wizardProperty().get().show("trust");
    }

    /** Sends the reversible requests. If the preparation is complete, it sends nothing. */
    private void prepare(Set<StepId> accepted, Confirmation confirmation) {
        if (reviewPage.plan().planProperty().get().complete()) {
            wizardProperty().get().show(checksPage.id());
            return;
        }
        startNextPart(flow.order(accepted, confirmation), flow.verb(), preparePage, this::prepared);
    }

    private void prepared(RunViewModel ended) {
        flow.snapshot(ended.result().now());
        wizardProperty().get().show(checksPage.id());
    }

    /**
     * Sends the irreversible request once. Whatever the result, another attempt starts with the checks and needs a new
     * confirmation.
     */
    private void commit(Confirmation confirmation) {
        Instant begun = frame().clock().instant();
        startNextPart(flow.commitment(confirmation), flow.commitVerb(), switchPage, ended -> {
            proofPage.show(ended, begun, commitPage.lastUse());
            wizardProperty().get().show(proofPage.id());
        });
        runProperty().get().againBy(() -> wizardProperty().get().show(checksPage.id()));
    }

    @Override
    protected void paused(RunPageViewModel page, RunViewModel.Phase phase) {
        if (phase == RunViewModel.Phase.NEEDS_DECISION && page == switchPage) {
            wizardProperty().get().show(checksPage.id());
        }
    }
}
