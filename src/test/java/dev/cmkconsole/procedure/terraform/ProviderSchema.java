package dev.cmkconsole.procedure.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The arguments of the resources that configurations use, typed from the documentation of mongodb/mongodbatlas and of
 * hashicorp/aws 6: {@code *} marks a required one, {@code name{...}} is an object or a list of
 * objects, and {@code name[...]} is a block.
 */
final class ProviderSchema {
    private static final String SPECS = "{disk_iops disk_size_gb ebs_volume_type instance_size node_count}";
    private static final String SCALING = "{compute_enabled compute_max_instance_size compute_min_instance_size"
            + " compute_scale_down_enabled disk_gb_enabled}";

    private static final Map<String, Shape> RESOURCES = Map.ofEntries(
            resource(
                    "mongodbatlas_advanced_cluster",
                    "adaptive_capacity advanced_configuration{custom_openssl_cipher_config_tls12"
                            + " custom_openssl_cipher_config_tls13 minimum_enabled_tls_protocol tls_cipher_config_mode}"
                            + " backup_enabled bi_connector_config{enabled read_preference} cluster_type*"
                            + " config_server_management_mode encryption_at_rest_provider"
                            + " global_cluster_self_managed_sharding labels mongo_db_major_version name* paused"
                            + " pinned_fcv{expiration_date*} pit_enabled project_id* redact_client_log_data"
                            + " replica_set_scaling_strategy replication_specs*{zone_name region_configs*{"
                            + "analytics_auto_scaling" + SCALING + " analytics_specs" + SPECS + " auto_scaling"
                            + SCALING + " backing_provider_name electable_specs" + SPECS
                            + " priority* provider_name* read_only_specs" + SPECS
                            + " region_name*}} root_cert_type tags termination_protection_enabled"
                            + " use_aws_time_based_snapshot_copy_for_fast_initial_sync version_release_system"),
            resource(
                    "mongodbatlas_alert_configuration",
                    "enabled event_type* project_id* severity_override matcher[field_name* operator* value*]"
                        + " notification[channel_name datadog_region delay_min email_address email_enabled"
                        + " integration_id interval_min mobile_number notifier_id ops_genie_region roles sms_enabled"
                        + " team_id type_name* username] threshold_config[operator threshold units]"),
            resource(
                    "mongodbatlas_cloud_provider_access_authorization",
                    "project_id* role_id* aws[iam_assumed_role_arn*]"),
            resource("mongodbatlas_cloud_provider_access_setup", "project_id* provider_name*"),
            resource(
                    "mongodbatlas_encryption_at_rest",
                    "enabled_for_search_nodes project_id* aws_kms_config[access_key_id customer_master_key_id enabled"
                        + " region require_private_networking role_id secret_access_key]"
                        + " azure_key_vault_config[azure_environment client_id enabled key_identifier key_vault_name"
                        + " require_private_networking resource_group_name role_id secret subscription_id tenant_id]"
                        + " google_cloud_kms_config[enabled key_version_resource_id role_id service_account_key]"),
            resource("mongodbatlas_encryption_at_rest_private_endpoint", "cloud_provider* project_id* region_name*"),
            resource(
                    "mongodbatlas_flex_cluster",
                    "name* project_id* provider_settings*{backing_provider_name* region_name*} tags"
                            + " termination_protection_enabled"),
            resource("mongodbatlas_resource_policy", "description name* org_id* policies*{body*}"),
            resource("mongodbatlas_search_deployment", "cluster_name* project_id* specs*{instance_size* node_count*}"),
            resource(
                    "aws_iam_role",
                    "assume_role_policy* description max_session_duration name path permissions_boundary tags"),
            resource("aws_iam_role_policy", "name policy* role*"),
            resource("aws_iam_role_policy_attachment", "policy_arn* role*"),
            resource(
                    "aws_kms_key",
                    "description enable_key_rotation is_enabled multi_region rotation_period_in_days tags"),
            resource("aws_kms_external_key", "description enabled multi_region tags valid_to"),
            resource("aws_kms_replica_key", "description enabled primary_key_arn* tags"),
            resource("aws_kms_replica_external_key", "description enabled primary_key_arn* tags valid_to"),
            resource("aws_kms_alias", "name target_key_id*"),
            resource("aws_kms_key_policy", "key_id* policy*"));

    /** What Terraform itself knows for every resource (Terraform language, meta-arguments). */
    private static final Set<String> META = Set.of("provider", "depends_on");

    record Shape(boolean required, boolean block, Map<String, Shape> members) {}

    private ProviderSchema() {}

    static Map<String, Shape> resources() {
        return RESOURCES;
    }

    private static Map.Entry<String, Shape> resource(String type, String arguments) {
        return Map.entry(type, new Shape(true, true, new Parser(arguments).members()));
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Map<String, Shape> members() {
            var all = new TreeMap<String, Shape>();
            while (at < text.length() && "}]".indexOf(text.charAt(at)) < 0) {
                if (text.charAt(at) == ' ') {
                    at++;
                    continue;
                }
                int from = at;
                while (at < text.length() && " *{}[]".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                var name = text.substring(from, at);
                boolean required = at < text.length() && text.charAt(at) == '*';
                at += required ? 1 : 0;
                var members = Map.<String, Shape>of();
                boolean block = at < text.length() && text.charAt(at) == '[';
                if (block || at < text.length() && text.charAt(at) == '{') {
                    at++;
                    members = members();
                    at++;
                }
                all.put(name, new Shape(required, block, members));
            }
            return all;
        }
    }

    /** Everything in a resource that the schema does not know or misses. */
    static List<String> faults(Hcl.Block resource) {
        var shape = RESOURCES.get(resource.labels().getFirst());
        if (shape == null) {
            return List.of("no resource " + resource.labels().getFirst());
        }
        var faults = new ArrayList<String>();
        block(resource, shape, resource.address(), true, faults);
        return faults;
    }

    private static void block(Hcl.Block block, Shape shape, String where, boolean outermost, List<String> faults) {
        block.arguments().forEach((name, value) -> {
            if (!outermost || !META.contains(name)) {
                value(name, value, shape, where, faults);
            }
        });
        block.blocks().forEach(inner -> {
            if (outermost && inner.type().equals("lifecycle")) {
                return;
            }
            var known = shape.members().get(inner.type());
            if (known == null || !known.block()) {
                faults.add(where + ": no block " + inner.type());
            } else {
                block(inner, known, where + "." + inner.type(), false, faults);
            }
        });
        shape.members().forEach((name, member) -> {
            if (member.required()
                    && !block.arguments().containsKey(name)
                    && block.block(name).isEmpty()) {
                faults.add(where + ": " + name + " is missing");
            }
        });
    }

    private static void value(String name, Object value, Shape shape, String where, List<String> faults) {
        var known = shape.members().get(name);
        if (known == null || known.block()) {
            faults.add(where + ": no argument " + name);
            return;
        }
        if (known.members().isEmpty()) {
            return;
        }
        var items = value instanceof List<?> list ? list : List.of(value);
        for (var item : items) {
            if (!(item instanceof Map<?, ?> members)) {
                faults.add(where + "." + name + " is no object");
                continue;
            }
            members.forEach((key, inner) -> value(String.valueOf(key), inner, known, where + "." + name, faults));
            known.members().forEach((key, member) -> {
                if (member.required() && !members.containsKey(key)) {
                    faults.add(where + "." + name + ": " + key + " is missing");
                }
            });
        }
    }
}
