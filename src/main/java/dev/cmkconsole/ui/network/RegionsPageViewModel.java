package dev.cmkconsole.ui.network;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.access.KmsRegions;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Shows what every region of the project has and lacks, and asks whether private networking shall be required. */
public final class RegionsPageViewModel extends QuestionPage {
    private final NetworkFlow flow;
    private final Messages messages;
    private final boolean required;
    private final String unread;
    private final List<RegionRow> rows;
    private final Set<AwsRegion> present;
    private final ObjectProperty<Boolean> wanted = new SimpleObjectProperty<>(this, "wanted");
    private final StringProperty more = new SimpleStringProperty(this, "more", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    RegionsPageViewModel(NetworkFlow flow, ProjectSnapshot now) {
        super(
                "regions",
                flow.messages().get("networking.regions.name"),
                flow.messages().get("networking.regions.heading"),
                Buttons.question(flow.messages(), false));
        this.flow = flow;
        this.messages = flow.messages();
        this.required = now.encryption()
                .value()
                .map(e -> e.awsKms())
                .filter(AwsKms::requirePrivateNetworking)
                .isPresent();
        this.unread = now.setup().endpoints().fold(_ -> "", code -> messages.get("endpoints.unread", code));
        var regions = new RegionRows(now, messages);
        this.rows = regions.all();
        this.present = regions.regions();
        wanted.addListener((_, _, _) -> error.set(""));
    }

    @Override
    public void leave(Departure departure) {
        if (wanted.get() == null) {
            error.set(messages.get("networking.choose"));
            departure.stay();
            return;
        }
        flow.choose(wanted.get(), wanted.get() ? where() : Set.of());
        departure.goOn();
    }

    /** Empty for the regions of the clusters alone; otherwise these and the added one. */
    private Set<AwsRegion> where() {
        if (more.get().isEmpty()) {
            return Set.of();
        }
        var all = new TreeSet<>(flow.regionsOfClusters());
        all.add(AwsRegion.of(more.get()));
        return all;
    }

    public List<RegionRow> rows() {
        return rows;
    }

    /** Returns the regions that can be added; the first entry adds none. */
    public List<String> others() {
        var all = new ArrayList<String>(List.of(""));
        Stream.of(KmsRegions.ALL)
                .flatMap(List::stream)
                .filter(r -> !present.contains(r))
                .map(AwsRegion::id)
                .forEach(all::add);
        return all;
    }

    /** Returns how Atlas reaches the key now. */
    public String state() {
        return messages.get(required ? "networking.state.on" : "networking.state.off");
    }

    /** Returns why the endpoints are not shown; empty if they are. */
    public String unread() {
        return unread;
    }

    /** Null until the user has chosen; true to require private networking. */
    public ObjectProperty<Boolean> wantedProperty() {
        return wanted;
    }

    /** A region to add, as AWS spells it; empty for none. */
    public StringProperty moreProperty() {
        return more;
    }

    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
