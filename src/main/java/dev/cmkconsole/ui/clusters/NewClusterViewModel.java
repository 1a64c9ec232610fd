package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The form for a cluster that is encrypted with the project's key from its first byte. */
public final class NewClusterViewModel {
    private final Messages messages;
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty cloud = new SimpleStringProperty(this, "cloud", "AWS");
    private final StringProperty region = new SimpleStringProperty(this, "region", "US_EAST_1");
    private final StringProperty size = new SimpleStringProperty(this, "size", "M10");
    private final BooleanProperty backup = new SimpleBooleanProperty(this, "backup", true);
    private final ReadOnlyStringWrapper nameError = new ReadOnlyStringWrapper(this, "nameError", "");
    private final ReadOnlyStringWrapper regionError = new ReadOnlyStringWrapper(this, "regionError", "");
    private final ObservableList<String> regions = FXCollections.observableArrayList();
    private List<String> taken = List.of();

    NewClusterViewModel(Messages messages) {
        this.messages = messages;
        regions.setAll(ClusterMenu.regions("AWS"));
        cloud.addListener((_, _, now) -> cloudChosen(now));
        name.addListener((_, _, _) -> nameError.set(""));
        region.addListener((_, _, _) -> regionError.set(""));
    }

    private void cloudChosen(String chosen) {
        regions.setAll(ClusterMenu.regions(chosen));
        if (!regions.contains(region.get())) {
            region.set(regions.getFirst());
        }
    }

    void taken(List<String> names) {
        taken = List.copyOf(names);
    }

    /** Preselects the key's region while no entry has been made. */
    void suggest(ProjectSnapshot now) {
        if (name.get().isEmpty() && now != null) {
            now.encryption()
                    .value()
                    .flatMap(e -> e.awsKms().region())
                    .map(r -> r.atlasName())
                    .filter(regions::contains)
                    .ifPresent(region::set);
            now.clusters().value().orElse(List.of()).stream()
                    .filter(Cluster::eligibleTier)
                    .map(Cluster::instanceSize)
                    .filter(ClusterMenu.SIZES::contains)
                    .findFirst()
                    .ifPresent(size::set);
        }
    }

    /** Returns the entered cluster; empty if a field is invalid, and the field then shows the error. */
    Optional<NewCluster> read() {
        nameError.set("");
        regionError.set("");
        String wanted = name.get().strip();
        if (taken.contains(wanted)) {
            nameError.set(messages.get("clusters.new.taken", wanted));
            return Optional.empty();
        }
        String where = region.get() == null ? "" : region.get().strip();
        if (!ClusterMenu.regions(cloud.get()).contains(where)) {
            regionError.set(messages.get("clusters.new.region.unknown", where, cloud.get()));
        }
        try {
            var cluster = new NewCluster(wanted, cloud.get(), where, size.get(), backup.get());
            return regionError.get().isEmpty() ? Optional.of(cluster) : Optional.empty();
        } catch (InputException e) {
            nameError.set(messages.say(e.text()));
            return Optional.empty();
        }
    }

    public List<String> clouds() {
        return ClusterMenu.CLOUDS;
    }

    public List<String> sizes() {
        return ClusterMenu.SIZES;
    }

    public ObservableList<String> regions() {
        return regions;
    }

    public StringProperty nameProperty() {
        return name;
    }

    public StringProperty cloudProperty() {
        return cloud;
    }

    public StringProperty regionProperty() {
        return region;
    }

    public StringProperty sizeProperty() {
        return size;
    }

    public BooleanProperty backupProperty() {
        return backup;
    }

    public ReadOnlyStringProperty nameErrorProperty() {
        return nameError.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty regionErrorProperty() {
        return regionError.getReadOnlyProperty();
    }
}
