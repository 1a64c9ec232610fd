package dev.cmkconsole.example;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.Phrasebook;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the worked procedure. A real procedure has its texts in {@code messages.properties}. */
final class RotationOnTexts implements Phrasebook {
    private final ResourceBundle texts = ResourceBundle.getBundle("dev.cmkconsole.example.rotation-on", Locale.ENGLISH);

    @Override
    public String say(Text text) {
        return new MessageFormat(texts.getString(text.key()), Locale.ENGLISH)
                .format(text.args().toArray());
    }

    @Override
    public boolean has(String key) {
        return texts.containsKey(key);
    }
}
