package dev.cmkconsole.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message is plain American English: at most 25 words a sentence, no archaism, no calque, no raw service word. */
class VoiceTest {
    /** The title of a plan line that the field cases look for, word for word. */
    private static final String FIXED = "enable.keyPolicy.title";

    @Test
    void theTitleThatFieldCasesLookForStays() {
        assertThat(new Messages(Locale.ENGLISH, ZoneOffset.UTC).bundle().getString(FIXED))
                .isEqualTo("The key's own policy lets the role in");
    }

    @Test
    void everyMessageIsPlainEnglish() {
        var messages = new Messages(Locale.ENGLISH, ZoneOffset.UTC).bundle();
        var faults = new TreeMap<String, Object>();
        for (var key : messages.keySet()) {
            var found = PlainEnglish.faults(messages.getString(key));
            if (!found.isEmpty() && !key.equals(FIXED)) {
                faults.put(key, found);
            }
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        What cannot be told is accepted. | cannot be told
        0 of 4 that can be are encrypted with it | that can be
        Done: everything was as wanted | as wanted
        The key is gone for ever. | for ever
        The deletion can be taken back. | taken back
        Nothing besides the key changes. | besides
        Nobody needs it any more. | any more
        Atlas goes on by itself. | by itself
        Something speaks against it: see the list. | speaks against
        The organisation has no key. | organisation
        The deletion was cancelled. | cancelled
        Enter a key id. | id
        The key is in the state PendingDeletion. | PendingDeletion
        Atlas stores US_EAST_1. | US_EAST_1
        The role lets Atlas in. | lets Atlas in
        Check says what mends it. | mends
        """)
    void theTestBites(String text, String unwanted) {
        assertThat(PlainEnglish.faults(text)).anyMatch(fault -> fault.startsWith('"' + unwanted + '"'));
    }

    @Test
    void aSentenceOfTwentySixWordsIsTooLong() {
        assertThat(PlainEnglish.faults("word ".repeat(25).strip() + ". Another sentence."))
                .isEmpty();
        assertThat(PlainEnglish.faults("word ".repeat(26).strip() + ". Another sentence."))
                .singleElement()
                .asString()
                .startsWith("26 words");
    }

    /** Arguments and the choices in them count as one word, however many a choice has. */
    @Test
    void anArgumentIsOneWord() {
        assertThat(PlainEnglish.faults("word ".repeat(24) + "{0,choice,1#one two three|1<{0} of four five six}."))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A rotation in the last 24 hours counts; no second one is started.",
                "Only changes that can be undone are made.",
                "The organization has no payment method on record.",
                "Check the project ID, and wait until the cluster is idle."
            })
    void plainEnglishPasses(String text) {
        assertThat(PlainEnglish.faults(text)).isEmpty();
    }
}
