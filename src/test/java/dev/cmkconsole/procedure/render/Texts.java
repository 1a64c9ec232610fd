package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.text.Messages;
import java.time.ZoneOffset;
import java.util.Locale;

/** The texts of a plan in English, for a connection with an API key. */
public final class Texts {
    private Texts() {}

    public static StepTexts of(Plan plan) {
        return new StepTexts(plan, SignIn.API_KEY, new Messages(Locale.ENGLISH, ZoneOffset.UTC)::say);
    }
}
