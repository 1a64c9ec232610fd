package dev.cmkconsole.procedure.render;

import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.Legible;

/** Shows steps as resources of the official Terraform providers. */
public final class Terraform {
    private Terraform() {}

    public static String accessSetup(String projectId) {
        return """
            resource "mongodbatlas_cloud_provider_access_setup" "kms" {
              project_id    = %s
              provider_name = "AWS"
            }
            """.formatted(text(projectId));
    }

    public static String role(String roleName) {
        return """
            resource "aws_iam_role" "atlas_kms" {
              name = %s
              assume_role_policy = jsonencode({
                Version = "2012-10-17"
                Statement = [{
                  Effect    = "Allow"
                  Principal = { AWS = mongodbatlas_cloud_provider_access_setup.kms.aws_config[0].atlas_aws_account_arn }
                  Action    = "sts:AssumeRole"
                  Condition = { StringEquals = {
                    "sts:ExternalId" = mongodbatlas_cloud_provider_access_setup.kms.aws_config[0].atlas_assumed_role_external_id
                  } }
                }]
              })
            }
            """.formatted(text(roleName));
    }

    /** Shows one more statement for an existing role, whose trust policy has other statements too. */
    public static String trust(String roleName) {
        return """
            # one more statement for the assume_role_policy of the resource "aws_iam_role" of %s
            {
              Effect    = "Allow"
              Principal = { AWS = mongodbatlas_cloud_provider_access_setup.kms.aws_config[0].atlas_aws_account_arn }
              Action    = "sts:AssumeRole"
              Condition = { StringEquals = {
                "sts:ExternalId" = mongodbatlas_cloud_provider_access_setup.kms.aws_config[0].atlas_assumed_role_external_id
              } }
            }
            """.formatted(text(roleName));
    }

    /** Shows one more external id for a role that trusts Atlas already, with the external id of another project. */
    public static String externalId(String roleName) {
        return """
            # one more value of "sts:ExternalId", in the statement that trusts Atlas,
            # for the assume_role_policy of the resource "aws_iam_role" of %s
            mongodbatlas_cloud_provider_access_setup.kms.aws_config[0].atlas_assumed_role_external_id
            """.formatted(text(roleName));
    }

    public static String authorization(String projectId, String roleArn) {
        return """
            resource "mongodbatlas_cloud_provider_access_authorization" "kms" {
              project_id = %s
              role_id    = mongodbatlas_cloud_provider_access_setup.kms.role_id
              aws {
                iam_assumed_role_arn = %s
              }
            }
            """.formatted(text(projectId), text(roleArn));
    }

    public static String access(String roleName, String policyName, KeyArn key) {
        return """
            resource "aws_iam_role_policy" "atlas_kms" {
              name = %s
              role = %s
              policy = jsonencode({
                Version = "2012-10-17"
                Statement = [{
                  Sid      = "AtlasEncryptionAtRest"
                  Effect   = "Allow"
                  Action   = ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt"]
                  Resource = [%s]
                }]
              })
            }
            """.formatted(text(policyName), text(roleName), text(key.toString()));
    }

    public static String key(NewKey key) {
        var tags = new StringBuilder();
        key.allTags()
                .forEach((name, value) -> tags.append("    ")
                        .append(text(name))
                        .append(" = ")
                        .append(text(value))
                        .append('\n'));
        return """
            resource "aws_kms_key" "atlas" {
              description         = %s
              multi_region        = %s
              enable_key_rotation = %s%s
              tags = {
            %s  }
            }
            """.formatted(
                        text(key.description()),
                        key.multiRegion(),
                        key.rotationDays().isPresent(),
                        key.rotationDays()
                                .map(days -> "\n  rotation_period_in_days = " + days)
                                .orElse(""),
                        tags);
    }

    public static String alias(NewKey key) {
        return """
            resource "aws_kms_alias" "atlas" {
              name          = %s
              target_key_id = aws_kms_key.atlas.key_id
            }
            """.formatted(text(key.alias()));
    }

    public static String rotation(int days) {
        return """
            # in the resource "aws_kms_key" of the key
            enable_key_rotation     = true
            rotation_period_in_days = %d
            """.formatted(days);
    }

    public static String reminder(String projectId, ReminderWish wish) {
        return """
            resource "mongodbatlas_alert_configuration" "key_rotation" {
              project_id = %s
              event_type = "AWS_ENCRYPTION_KEY_NEEDS_ROTATION"
              enabled    = %s
              threshold_config {
                operator  = "GREATER_THAN"
                threshold = %d
                units     = "DAYS"
              }
              notification {
                type_name     = "GROUP"
                interval_min  = 60
                delay_min     = 0
                email_enabled = true
                roles         = ["GROUP_OWNER"]
              }
            }
            """.formatted(text(projectId), wish.enabled(), wish.days());
    }

    public static String encryption(String projectId, String key, AwsRegion region, boolean privateNetworking) {
        return """
            resource "mongodbatlas_encryption_at_rest" "this" {
              project_id = %s
              aws_kms_config {
                enabled                    = true
                role_id                    = mongodbatlas_cloud_provider_access_authorization.kms.role_id
                customer_master_key_id     = %s
                region                     = %s
                require_private_networking = %s
              }
            }
            """.formatted(text(projectId), text(key), text(region.atlasName()), privateNetworking);
    }

    public static String clusterEncryption(String name, boolean on) {
        return """
            # in the resource "mongodbatlas_advanced_cluster" of %s
            encryption_at_rest_provider = %s
            """.formatted(text(name), text(on ? "AWS" : "NONE"));
    }

    public static String cluster(String projectId, NewCluster wanted) {
        return """
            resource "mongodbatlas_advanced_cluster" "%s" {
              project_id                  = %s
              name                        = %s
              cluster_type                = "REPLICASET"
              backup_enabled              = %s
              encryption_at_rest_provider = "AWS"
              replication_specs = [{
                region_configs = [{
                  provider_name   = %s
                  region_name     = %s
                  priority        = 7
                  electable_specs = { instance_size = %s, node_count = 3 }
                }]
              }]
            }
            """.formatted(
                        label(wanted.name()),
                        text(projectId),
                        text(wanted.name()),
                        wanted.backup(),
                        text(wanted.cloud()),
                        text(wanted.region()),
                        text(wanted.instanceSize()));
    }

    /** Makes a Terraform name, which must begin with a letter or an underscore. */
    private static String label(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.matches("[A-Za-z_].*") ? plain : "_" + plain;
    }

    /** A quoted template (HCL native syntax specification): nothing in the value is read as a template. */
    private static String text(String value) {
        return '"'
                + Legible.line(value.replace("\\", "\\\\").replace("\"", "\\\""))
                        .replace("${", "$${")
                        .replace("%{", "%%{")
                + '"';
    }
}
