package dev.cmkconsole.model.outcome;

/** What a check saw, as far as something other than a reader decides by it. */
public enum Symptom {
    /** Nothing that anything decides by. */
    NONE,
    /** The role or the key that the check asks about is not named. */
    NOTHING_NAMED,
    /** This caller may not read the evidence. Another person may be able to. */
    NOT_LOOKED_AT,
    KEY_PENDING_DELETION,
    KEY_PENDING_REPLICA_DELETION,
    KEY_WITHOUT_MATERIAL,
    KEY_STORE_UNAVAILABLE,
    /** KMS has the key elsewhere than the configuration says. */
    KEY_ELSEWHERE,
    KEY_MISSING,
    ACCESS_KEY_GONE,
    ROLE_RECORD_GONE,
    /** The role record names no IAM role. */
    ROLE_RECORD_OPEN,
    /** IAM has the role under another ARN. */
    ROLE_ELSEWHERE,
    /** A statement denies, whatever a condition says. */
    DENIED,
    /** A statement denies because a condition is met. */
    DENIED_BY_CONDITION,
    /** A statement would allow if its condition were met. */
    CONDITION_NOT_MET,
    /** The trust policy requires another external ID than Atlas sends. */
    OTHER_EXTERNAL_ID,
    /** Atlas could not assume a role whose trust policy allows it. */
    ROLE_NOT_ASSUMED,
    /** Atlas reports that it cannot use the key. */
    KEY_REFUSED,
    /** Atlas reports that it cannot reach AWS KMS. */
    KMS_UNREACHABLE;

    /** Whether there is no role or no key yet that could be looked at. */
    public boolean withoutSubject() {
        return this == NOTHING_NAMED || this == ROLE_RECORD_OPEN;
    }

    /** Whether a statement denies, with or without a condition. */
    public boolean denied() {
        return this == DENIED || this == DENIED_BY_CONDITION;
    }
}
