package dev.cmkconsole.model.aws;

import java.util.Optional;

/** Whose an access key is and when it was last used; the use is empty where AWS has recorded none. */
public record AccessKeyUse(String userName, Optional<KeyUse> lastUse) {}
