package dev.cmkconsole.sandbox.atlas.state;

import java.util.List;

/** Stores the Atlas state between runs. Each call returns only when the state is safe. */
public interface AtlasStorage {
    void put(String name, byte[] document);

    void delete(String name);

    /** All documents whose names start with the prefix. */
    List<byte[]> read(String prefix);

    /** Stores nothing. */
    AtlasStorage NONE = new AtlasStorage() {
        @Override
        public void put(String name, byte[] document) {}

        @Override
        public void delete(String name) {}

        @Override
        public List<byte[]> read(String prefix) {
            return List.of();
        }
    };
}
