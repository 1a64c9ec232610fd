package dev.cmkconsole.connection;

import dev.cmkconsole.service.EncryptionService;
import java.nio.file.Path;

/**
 * An open connection.
 *
 * @param request what was asked for
 * @param dataFolder holds the journal and cache of this connection only
 * @param notices findings about the data folder
 */
public record Session(ConnectionRequest request, EncryptionService service, Path dataFolder, Notices notices) {}
