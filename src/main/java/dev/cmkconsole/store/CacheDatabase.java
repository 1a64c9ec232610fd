package dev.cmkconsole.store;

import com.fasterxml.jackson.core.JacksonException;
import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.port.Journal.Placed;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of the cache in one H2 file. One thread at a time uses it and must not be interrupted, because H2 then
 * closes its file.
 *
 * <p>H2 opens damaged files without an error: a truncated file opens as an older or empty database,
 * and zeroed pages are noticed only when they are read. The caller compares {@link #head()} with the journal.
 */
final class CacheDatabase implements AutoCloseable {
    static final int SCHEMA = 4;
    /** H2's error code for a file that another process holds. */
    static final int LOCKED = 90020;

    private static final Logger LOG = LoggerFactory.getLogger(CacheDatabase.class);
    private static final String SETTINGS =
            ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;CACHE_SIZE=16384;MAX_LENGTH_INPLACE_LOB=65536";
    private static final String SUFFIX = ".mv.db";

    /**
     * The end of the indexed part of the journal.
     *
     * @param chain hash of the indexed journal's header, which its first entry names
     * @param seq of the last entry; 0 if there is none
     * @param rows number of indexed entries
     * @param place of the last entry
     * @param next place at which indexing continues
     */
    record Head(String chain, long seq, String hash, long rows, long place, long next) {
        static final Head NONE = new Head("", 0, "", 0, 0, 0);

        Head after(Placed placed) {
            var entry = placed.entry();
            return new Head(
                    rows == 0 ? entry.previousHash() : chain,
                    entry.seq(),
                    entry.hash(),
                    rows + 1,
                    placed.place(),
                    placed.next());
        }
    }

    /** Where the index says that an entry is. */
    record Location(long place, long seq) {}

    private final Connection connection;

    private CacheDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Opens or creates the file; a file of another schema is rebuilt. */
    static CacheDatabase open(Path file) throws SQLException, IOException {
        var opened = connect(file);
        try {
            if (opened.schema() != SCHEMA) {
                opened.close();
                delete(file);
                opened = connect(file);
                opened.create();
            }
            return opened;
        } catch (SQLException | IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private static CacheDatabase connect(Path file) throws SQLException, IOException {
        var name = file.toAbsolutePath().toString();
        if (!name.endsWith(SUFFIX) || name.indexOf(';') >= 0) {
            throw new IOException("H2 cannot use a file of this name: " + name);
        }
        OwnerOnly.refuseOther(file);
        if (Files.notExists(file) && OwnerOnly.posix(file)) {
            Files.createFile(file, OwnerOnly.file(file));
        }
        var url = "jdbc:h2:file:" + name.substring(0, name.length() - SUFFIX.length()) + SETTINGS;
        var connection = DriverManager.getConnection(url, "sa", "");
        connection.setAutoCommit(false);
        return new CacheDatabase(connection);
    }

    private int schema() throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, "PUBLIC", "META", null)) {
            if (!tables.next()) {
                return 0;
            }
        }
        try (var select = connection.prepareStatement("select schema_version from meta");
                var row = select.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private void create() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table snapshot (project_id varchar primary key, json clob not null)");
            statement.execute("""
                create table history (place bigint primary key, seq bigint not null, at_ms bigint not null,
                    project_id varchar not null, procedure varchar not null, run_id varchar not null, outcome varchar)\
                """);
            statement.execute("create index history_project on history (project_id)");
            statement.execute("create index history_run on history (run_id)");
            statement.execute("""
                create table meta (schema_version int not null, chain varchar not null, seq bigint not null,
                    hash varchar not null, rows_ bigint not null, place bigint not null, next_ bigint not null)\
                """);
        }
        try (var insert = connection.prepareStatement("insert into meta values (?, '', 0, '', 0, 0, 0)")) {
            insert.setInt(1, SCHEMA);
            insert.executeUpdate();
        }
        connection.commit();
    }

    Head head() throws SQLException {
        try (var select = connection.prepareStatement("select chain, seq, hash, rows_, place, next_ from meta");
                var row = select.executeQuery()) {
            return row.next()
                    ? new Head(
                            row.getString(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6))
                    : Head.NONE;
        }
    }

    long historyRows() throws SQLException {
        try (var select = connection.prepareStatement("select count(*) from history");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Forgets the index; it then begins at {@link Head#NONE}. */
    void clearHistory() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate table history");
        }
        try (var indexing = index(Head.NONE)) {
            indexing.finish();
        }
    }

    /** Receives entries one by one and writes them in one transaction. */
    final class Indexing implements AutoCloseable {
        private final PreparedStatement insert;
        private Head head;

        Indexing(Head from) throws SQLException {
            head = from;
            insert = connection.prepareStatement("insert into history (place, seq, at_ms, project_id, procedure,"
                    + " run_id, outcome) values (?, ?, ?, ?, ?, ?, ?)");
        }

        void add(Placed placed) throws SQLException {
            var entry = placed.entry();
            insert.setLong(1, placed.place());
            insert.setLong(2, entry.seq());
            insert.setLong(3, entry.at().toEpochMilli());
            insert.setString(4, entry.what().projectId());
            insert.setString(5, entry.what().procedure());
            insert.setString(6, entry.what().runId());
            insert.setString(7, entry.what().outcome().map(Enum::name).orElse(null));
            insert.addBatch();
            head = head.after(placed);
        }

        Head finish() throws SQLException {
            insert.executeBatch();
            try (var update = connection.prepareStatement(
                    "update meta set chain = ?, seq = ?, hash = ?, rows_ = ?, place = ?, next_ = ?")) {
                update.setString(1, head.chain());
                update.setLong(2, head.seq());
                update.setString(3, head.hash());
                update.setLong(4, head.rows());
                update.setLong(5, head.place());
                update.setLong(6, head.next());
                update.executeUpdate();
            }
            connection.commit();
            return head;
        }

        /** Without {@link #finish} nothing is kept. */
        @Override
        public void close() throws SQLException {
            insert.close();
            connection.rollback();
        }
    }

    Indexing index(Head from) throws SQLException {
        return new Indexing(from);
    }

    /**
     * Where the entries are that the query finds by all but its text, newest first.
     *
     * @param before only entries before this place
     * @param limit at most this many
     */
    List<Location> locations(Query query, long before, int limit) throws SQLException {
        var rows = new ArrayList<Location>();
        select("place, seq", query, before, limit, row -> rows.add(new Location(row.getLong(1), row.getLong(2))));
        return rows;
    }

    /** A mark of each entry that the query finds by all but its text, newest first. */
    List<HistoryIndex.Mark> marks(Query query) throws SQLException {
        var marks = new ArrayList<HistoryIndex.Mark>();
        select(
                "at_ms, outcome",
                query,
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                row -> marks.add(new HistoryIndex.Mark(
                        Instant.ofEpochMilli(row.getLong(1)),
                        Optional.ofNullable(row.getString(2)).map(Outcome::valueOf))));
        return marks;
    }

    /** Where the entries of one run are, oldest first. */
    List<Location> locationsOfRun(String runId) throws SQLException {
        try (var select =
                connection.prepareStatement("select place, seq from history where run_id = ? order by place")) {
            select.setString(1, runId);
            var found = new ArrayList<Location>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Location(rows.getLong(1), rows.getLong(2)));
                }
            }
            connection.rollback();
            return found;
        }
    }

    @FunctionalInterface
    private interface RowWork {
        void on(ResultSet row) throws SQLException;
    }

    private void select(String columns, Query query, long before, int limit, RowWork work) throws SQLException {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        condition(where, values, "place < ?", Optional.of(before));
        condition(where, values, "project_id = ?", query.projectId());
        if (!query.procedures().isEmpty()) {
            where.add("procedure in ("
                    + String.join(", ", Collections.nCopies(query.procedures().size(), "?")) + ")");
            values.addAll(query.procedures());
        }
        condition(where, values, "at_ms >= ?", query.from().map(CacheDatabase::millisFrom));
        condition(where, values, "at_ms < ?", query.to().map(CacheDatabase::millisFrom));
        var sql = "select " + columns + " from history where " + String.join(" and ", where)
                + " order by place desc limit ?";
        values.add(Math.max(0, limit));
        try (var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    work.on(rows);
                }
            }
            connection.rollback();
        }
    }

    /** The first whole millisecond not before the instant. Entries have a time in milliseconds. */
    private static long millisFrom(Instant at) {
        if (at.isBefore(Instant.ofEpochMilli(Long.MIN_VALUE).plusMillis(1))) {
            return Long.MIN_VALUE;
        }
        return at.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE))
                ? Long.MAX_VALUE
                : at.minusNanos(1).toEpochMilli() + 1;
    }

    private static void condition(List<String> where, List<Object> values, String sql, Optional<?> value) {
        value.ifPresent(v -> {
            where.add(sql);
            values.add(v);
        });
    }

    void save(String projectId, String snapshot) throws SQLException {
        try (var merge = connection.prepareStatement("merge into snapshot key (project_id) values (?, ?)")) {
            merge.setString(1, projectId);
            merge.setString(2, snapshot);
            merge.executeUpdate();
        }
        connection.commit();
    }

    Optional<ProjectSnapshot> load(String projectId) throws SQLException {
        try (var select = connection.prepareStatement("select json from snapshot where project_id = ?")) {
            select.setString(1, projectId);
            return readable(select).stream().findFirst();
        }
    }

    List<ProjectSnapshot> loadAll() throws SQLException {
        try (var select = connection.prepareStatement("select json from snapshot order by project_id")) {
            return readable(select);
        }
    }

    /** A snapshot in the form of another version counts as none. */
    private List<ProjectSnapshot> readable(PreparedStatement select) throws SQLException {
        var found = new ArrayList<ProjectSnapshot>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                try {
                    found.add(StoreJson.snapshot(rows.getString(1)));
                } catch (JacksonException e) {
                    LOG.info("a cached snapshot is of another version and is not used");
                }
            }
        }
        connection.rollback();
        return found;
    }

    void retain(Set<String> projectIds) throws SQLException {
        try (var delete = connection.prepareStatement("delete from snapshot where not array_contains(?, project_id)")) {
            delete.setArray(1, connection.createArrayOf("varchar", projectIds.toArray()));
            delete.executeUpdate();
        }
        connection.commit();
    }

    @Override
    public void close() {
        closed();
    }

    /** Closes the file, and returns whether that succeeded. */
    boolean closed() {
        try {
            connection.close();
            return true;
        } catch (SQLException | RuntimeException e) {
            LOG.debug("the cache was not closed cleanly: {}", e.toString());
            return false;
        }
    }
}
