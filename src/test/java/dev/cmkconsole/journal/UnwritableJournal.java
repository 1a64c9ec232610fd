package dev.cmkconsole.journal;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Clock;

/** A real journal on a disk that can be full or read-only, for tests of other packages. */
public final class UnwritableJournal implements JournalFile.Opener {
    private final BrokenDisk disk = new BrokenDisk();
    private boolean readOnly;

    /** Limits the disk to this many further bytes. */
    public void leaveRoomFor(long bytes) {
        disk.leaveRoomFor(bytes);
    }

    public void readOnly() {
        readOnly = true;
    }

    public void mend() {
        readOnly = false;
        disk.mend();
    }

    public FileJournal open(Path file, Clock clock) {
        return FileJournal.open(file, clock, text -> text, _ -> {}, this);
    }

    @Override
    public FileChannel open(Path file) throws java.io.IOException {
        if (readOnly) {
            throw new java.nio.file.AccessDeniedException(
                    file.toString(), null, new ReadOnlyFileSystemException().toString());
        }
        return disk.open(file);
    }
}
