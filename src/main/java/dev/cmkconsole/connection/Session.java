package dev.cmkconsole.connection;

import dev.cmkconsole.service.EncryptionService;
import java.nio.file.Path;
import java.util.List;

/**
 * A connection that stands.
 *
 * @param request what was asked for
 * @param dataFolder journal and cache of this connection alone
 * @param notices what was found when the data folder was opened
 */
public record Session(ConnectionRequest request, EncryptionService service, Path dataFolder, List<Notice> notices) {
    public Session {
        notices = List.copyOf(notices);
    }
}
