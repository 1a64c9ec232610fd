package dev.cmkconsole.model.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.outcome.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new key that KMS would refuse is refused before a request is sent. */
class NewKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "alias/", "alias/aws/s3", "a b", "alias/a:b", "\u00e4"})
    void anAliasThatKmsRefusesIsRefusedAtOnce(String alias) {
        assertThatThrownBy(() -> NewKey.checkAlias(alias)).isInstanceOf(InputException.class);
    }

    @Test
    void anAliasNeedsNoPrefixAndHasAnEnd() {
        assertThat(NewKey.checkAlias(" atlas ")).isEqualTo("alias/atlas");
        assertThat(NewKey.checkAlias("alias/" + "a".repeat(250))).hasSize(256);
        assertThatThrownBy(() -> NewKey.checkAlias("alias/" + "a".repeat(251))).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=x", "plain", "aws:x=y", "a!=b", "a=<b>", "AtlasProject=x", "CmkConsoleAlias=x", "ManagedBy=x"})
    void aTagThatKmsRefusesOrThatIsOursIsRefusedAtOnce(String tag) {
        assertThatThrownBy(() -> NewKey.tag(tag)).isInstanceOf(InputException.class);
    }
}
