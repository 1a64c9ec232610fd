package dev.cmkconsole.ui.enable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.NewKeyPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The enable wizard for an owner who has no key yet. */
class EnableNewKeyTest extends EnableOverCloud {
    private NewKeyPageViewModel describe() {
        toKey();
        page(KeyPageViewModel.class).creatingProperty().set(true);
        return page(KeyPageViewModel.class).newKey().orElseThrow();
    }

    private void next(int times) {
        for (int i = 0; i < times; i++) {
            model.wizardProperty().get().next();
        }
    }

    @Test
    void theKeyIsCreatedAfterTheRoleAndSaved() {
        var form = describe();
        assertThat(form.aliasProperty().get()).isEqualTo("alias/atlas-payments-prod");
        form.aliasProperty().set("alias/first");
        next(1);
        assertThat(here()).isEqualTo("trust");
        next(1);
        assertThat(page(ManualStepsPageViewModel.class).byConsoleProperty().get())
                .extracting(line -> line.id().value())
                .startsWith("create-key", "name-key", "rotate-by-itself", "allow-key");
        next(1);
        assertThat(page(ReviewPageViewModel.class).plan().summaryProperty().get())
                .startsWith("3 requests to Atlas, 5 to AWS, nothing irreversible");
        assertThat(cloud.sent).isEmpty();
        next(1);
        assertThat(here()).isEqualTo("result");
        assertThat(cloud.sent)
                .containsExactly(
                        "createCloudProviderAccess",
                        "iam:CreateRole",
                        "authorizeProviderAccessRole",
                        "kms:CreateKey",
                        "kms:CreateAlias",
                        "kms:EnableKeyRotation",
                        "iam:PutRolePolicy",
                        "updateEncryptionAtRest");
        assertThat(cloud.kms.usesKey(TestCloud.MADE)).isTrue();
    }

    @Test
    void anAliasOfAnotherKeyIsSaidBesideTheField() {
        var form = describe();
        form.aliasProperty().set("alias/atlas-payments");
        next(1);
        assertThat(here()).isEqualTo("key");
        assertThat(form.aliasErrorProperty().get()).contains(TestCloud.KEY.toString());
        page(KeyPageViewModel.class).pickingProperty().set(true);
        assertThat(page(KeyPageViewModel.class).creatingProperty().get()).isFalse();
        pickKey(TestCloud.KEY);
        next(1);
        assertThat(here()).isEqualTo("trust");
        assertThat(page(ManualStepsPageViewModel.class).byConsoleProperty().get())
                .hasSize(1);
    }

    @Test
    void oneWayIsChosenAtATime() {
        toKey();
        var page = page(KeyPageViewModel.class);
        page.creatingProperty().set(true);
        assertThat(page.pickingProperty().get()).isFalse();
        page.pickingProperty().set(true);
        assertThat(page.creatingProperty().get()).isFalse();
        page.pickingProperty().set(false);
        assertThat(List.of(page.pickingProperty().get(), page.creatingProperty().get()))
                .as("the key is entered")
                .containsOnly(false);
    }
}
