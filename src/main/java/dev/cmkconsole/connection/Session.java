package dev.cmkconsole.connection;

import dev.cmkconsole.service.EncryptionService;
import java.nio.file.Path;
import java.util.List;

/**
 * An open connection.
 *
 * @param request what was asked for
 * @param dataFolder holds the journal and cache of this connection only
 * @param notices findings from opening the data folder
 */
public record Session(ConnectionRequest request, EncryptionService service, Path dataFolder, List<Notice> notices) {
    public Session {
        notices = List.copyOf(notices);
    }
}
