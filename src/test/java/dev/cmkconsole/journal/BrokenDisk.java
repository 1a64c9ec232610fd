package dev.cmkconsole.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A disk that is full after a number of bytes, or fails to force or to truncate, until it is repaired. */
final class BrokenDisk implements JournalFile.Opener {
    private long room = Long.MAX_VALUE;
    private boolean noForce;
    private boolean noTruncate;

    void leaveRoomFor(long bytes) {
        room = bytes;
    }

    void failToForce() {
        noForce = true;
    }

    void failToTruncate() {
        noTruncate = true;
    }

    void mend() {
        room = Long.MAX_VALUE;
        noForce = false;
        noTruncate = false;
    }

    @Override
    public FileChannel open(Path file) throws IOException {
        return new Channel(JournalFile.ON_DISK.open(file));
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            int fits = (int) Math.min(room, from.remaining());
            int written = real.write(from.slice(from.position(), fits), position);
            from.position(from.position() + written);
            room -= written;
            if (written == 0) {
                throw new IOException("No space left on device");
            }
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (noForce) {
                throw new IOException("Input/output error");
            }
            real.force(metaData);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            if (noTruncate) {
                throw new IOException("Input/output error");
            }
            real.truncate(size);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer into, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
