package dev.cmkconsole.service.check;

import static dev.cmkconsole.service.check.Scene.OURS;
import static dev.cmkconsole.service.check.Scene.delegation;
import static dev.cmkconsole.service.check.Scene.keyStatement;
import static dev.cmkconsole.service.check.Scene.operatorUser;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.service.check.Situations.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Situations of the key policy: whom it allows, under which conditions, and from which addresses. */
final class KeyPolicySituations {
    private KeyPolicySituations() {}

    static void add(Table t) {
        keyPolicy(t);
        conditions(t);
        addresses(t);
    }

    private static void keyPolicy(Table t) {
        t.fails(
                "key policy without root delegation",
                s -> s.keyPolicy(keyStatement("Allow", operatorUser(), "'kms:*'", "")),
                CheckId.KEY_POLICY);
        t.fine(
                "without root delegation, but naming the role",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement("Allow", s.theRole(), Situations.ANY_THREE, "")));
        t.fine("key policy names the role, which has no policies", s -> {
            s.role.putObject("inlinePolicies");
            s.keyPolicy(delegation(), keyStatement("Allow", s.theRole(), Situations.ANY_THREE, ""));
        });
        t.fails(
                "key policy names the role for one action",
                s -> {
                    s.role.putObject("inlinePolicies");
                    s.keyPolicy(delegation(), keyStatement("Allow", s.theRole(), "'kms:Encrypt'", ""));
                },
                CheckId.IDENTITY_POLICIES);
        t.fails(
                "the key policy denies the role",
                s -> s.keyPolicy(delegation(), keyStatement("Deny", s.theRole(), "'kms:*'", "")),
                CheckId.KEY_POLICY);
        t.fails(
                "the key policy denies everybody but one",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                "'*'",
                                "'kms:Decrypt'",
                                "'Condition':{'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::" + OURS
                                        + ":user/operator'}}")),
                CheckId.KEY_POLICY);
        t.fails(
                "the key policy denies everybody but the account",
                s -> s.keyPolicy(delegation(), allBut("'arn:aws:iam::" + OURS + ":root'")),
                CheckId.KEY_POLICY);
        t.open(
                "the key policy denies everybody but the role and its account",
                s -> s.keyPolicy(delegation(), allBut("'arn:aws:iam::" + OURS + ":root','" + s.roleArn + "'")),
                false,
                CheckId.KEY_POLICY);
        t.fails(
                "the key policy forgets DescribeKey",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement("Allow", s.theRole(), "['kms:Encrypt','kms:Decrypt']", "")),
                CheckId.KEY_POLICY);
        t.fine(
                "a guard against deletion",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                "'*'",
                                "['kms:ScheduleKeyDeletion','kms:DisableKey']",
                                "'Condition':{'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::" + OURS
                                        + ":role/break-glass'}}")));
        t.fails(
                "the statement lacks an action",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        "{'Effect':'Allow','Principal':" + s.theRole() + ",'Resource':'*'}"),
                CheckId.KEY_POLICY);
        t.fine("grants only", s -> {
            s.keyPolicy(keyStatement("Allow", operatorUser(), "'kms:*'", ""));
            s.role.putObject("inlinePolicies");
            grant(s, "");
        });
        t.open(
                "grants under an encryption context",
                s -> {
                    s.keyPolicy(keyStatement("Allow", operatorUser(), "'kms:*'", ""));
                    grant(s, "app");
                },
                false,
                CheckId.KEY_POLICY);
        t.fails(
                "grants for two of three",
                s -> {
                    s.keyPolicy(keyStatement("Allow", operatorUser(), "'kms:*'", ""));
                    var grant = s.key.putArray("grants")
                            .addObject()
                            .put("grantee", s.roleArn)
                            .put("created", "-P1D");
                    grant.putArray("operations").add("Encrypt").add("DescribeKey");
                },
                CheckId.KEY_POLICY);
        t.both(
                "key policy at its size limit",
                s -> {
                    var statements =
                            new ArrayList<String>(List.of(keyStatement("Allow", operatorUser(), "'kms:*'", "")));
                    for (int i = 0; i < 16; i++) {
                        statements.add(keyStatement(
                                "Allow",
                                operatorUser(),
                                "'kms:Encrypt'",
                                "'Condition':{'StringEquals':{'kms:EncryptionContext:a':'" + "x".repeat(1860) + "'}}"));
                    }
                    s.keyPolicy(statements.toArray(String[]::new));
                },
                false,
                Set.of(CheckId.KEY_POLICY),
                Set.of());
    }

    private static String allBut(String exempt) {
        return "{'Effect':'Deny','NotPrincipal':{'AWS':[" + exempt + "]},'Action':'kms:Decrypt','Resource':'*'}";
    }

    private static void grant(Scene s, String context) {
        var grant =
                s.key.putArray("grants").addObject().put("grantee", s.roleArn).put("created", "-P1D");
        grant.putArray("operations").add("Encrypt").add("Decrypt").add("DescribeKey");
        if (!context.isEmpty()) {
            grant.putObject("encryptionContextEquals").put(context, "orders");
        }
    }

    private static void conditions(Table t) {
        t.fails(
                "VPC endpoint condition",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                "'*'",
                                Situations.ANY_THREE,
                                "'Condition':{'StringNotEquals':{'aws:SourceVpce':'vpce-0a1b2c'},'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::"
                                        + OURS + ":user/operator'}}")),
                CheckId.KEY_POLICY);
        t.fails(
                "VPC condition on the Allow",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                Situations.ANY_THREE,
                                "'Condition':{'StringEquals':{'aws:SourceVpc':'vpc-1'}}")),
                CheckId.KEY_POLICY);
        t.fails(
                "denied unless through a service",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                s.theRole(),
                                "'kms:*'",
                                "'Condition':{'StringNotEquals':{'kms:ViaService':'ec2.us-east-1.amazonaws.com'}}")),
                CheckId.KEY_POLICY);
        t.open(
                "the organization's id is asked for",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                "'*'",
                                Situations.ANY_THREE,
                                "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-example'}}")),
                true,
                CheckId.KEY_POLICY);
        t.fails(
                "an encryption context is asked for",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                Situations.ANY_THREE,
                                "'Condition':{'StringEquals':{'kms:EncryptionContext:app':'orders'}}")),
                CheckId.KEY_POLICY);
        t.open(
                "an encryption context is asked for, but not to describe the key",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement("Allow", s.theRole(), "'kms:DescribeKey'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                "['kms:Encrypt','kms:Decrypt']",
                                "'Condition':{'StringEquals':{'kms:EncryptionContext:app':'orders'}}")),
                false,
                CheckId.KEY_POLICY);
        t.open(
                "a condition key that nobody knows",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                s.theRole(),
                                "'kms:*'",
                                "'Condition':{'StringEquals':{'aws:BrandNewKey':'x'}}")),
                true,
                CheckId.KEY_POLICY);
        t.fine(
                "everybody, but only this role by ARN",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                "'*'",
                                Situations.ANY_THREE,
                                "'Condition':{'ArnEquals':{'aws:PrincipalArn':'" + s.roleArn + "'}}")));
        t.fine(
                "only over TLS and only with the symmetric algorithm",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                "'*'",
                                "['kms:Encrypt','kms:Decrypt']",
                                "'Condition':{'StringNotEquals':{'kms:EncryptionAlgorithm':'SYMMETRIC_DEFAULT'}}")));
        t.fine(
                "only over TLS",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny", "'*'", "'kms:*'", "'Condition':{'Bool':{'aws:SecureTransport':'false'}}")));
        t.fine("by a tag of the key", s -> {
            s.key.putObject("tags").put("use", "atlas");
            s.keyPolicy(
                    keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                    keyStatement(
                            "Allow",
                            s.theRole(),
                            Situations.ANY_THREE,
                            "'Condition':{'StringEquals':{'aws:ResourceTag/use':'atlas'}}"));
        });
        t.fails(
                "by a tag that the key has not",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                Situations.ANY_THREE,
                                "'Condition':{'StringEquals':{'aws:ResourceTag/use':'atlas'}}")),
                CheckId.KEY_POLICY);
        t.fails(
                "denied with a second factor missing",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                s.theRole(),
                                "'kms:*'",
                                "'Condition':{'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}}")),
                CheckId.KEY_POLICY);
    }

    private static void addresses(Table t) {
        var nodes = "'203.0.113.0/24','198.51.100.0/24'";
        t.open(
                "addresses of Atlas and all nodes",
                s -> onlyFrom(s, nodes),
                true,
                CheckId.SOURCE_ADDRESSES,
                CheckId.KEY_POLICY);
        limited(t, "source-IP condition missing the nodes", s -> onlyFrom(s, "'203.0.113.0/24'"));
        limited(
                t,
                "source-IP condition missing one address of the control plane",
                s -> onlyFrom(s, "'203.0.113.10/32','203.0.113.250/32','198.51.100.0/24'"));
        limited(
                t,
                "source-IP condition missing the Atlas Gateway",
                s -> onlyFrom(s, "'203.0.113.0/28','203.0.113.16/28','198.51.100.0/24'"));
        limited(t, "addresses of the control plane, or an endpoint", s -> onlyFromOrByEndpoint(s, "'203.0.113.0/24'"));
        t.open(
                "all addresses, or an endpoint",
                s -> onlyFromOrByEndpoint(s, nodes),
                true,
                CheckId.SOURCE_ADDRESSES,
                CheckId.KEY_POLICY);
        t.fine(
                "an address condition that is not about the use of the key",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                "'*'",
                                "'kms:ScheduleKeyDeletion'",
                                "'Condition':{'NotIpAddress':{'aws:SourceIp':'192.0.2.0/24'}}")));
        t.fails(
                "source-IP condition of the office only",
                s -> onlyFrom(s, "'192.0.2.0/24'"),
                CheckId.SOURCE_ADDRESSES,
                CheckId.KEY_POLICY);
    }

    /** Some known addresses are refused, and nobody knows those of data validation. */
    private static void limited(Table t, String name, java.util.function.Consumer<Scene> arrange) {
        t.both(name, arrange, true, Set.of(CheckId.SOURCE_ADDRESSES), Set.of(CheckId.KEY_POLICY));
    }

    /** Any VPC endpoint will do as well as these addresses, and nobody here knows Atlas' endpoints. */
    private static void onlyFromOrByEndpoint(Scene s, String blocks) {
        s.keyPolicy(
                delegation(),
                keyStatement(
                        "Deny",
                        s.theRole(),
                        Situations.ANY_THREE,
                        "'Condition':{'NotIpAddress':{'aws:SourceIp':[" + blocks
                                + "]},'StringNotEquals':{'aws:SourceVpce':'vpce-1'}}"));
    }

    private static void onlyFrom(Scene s, String blocks) {
        s.keyPolicy(
                delegation(),
                keyStatement(
                        "Deny",
                        s.theRole(),
                        Situations.ANY_THREE,
                        "'Condition':{'NotIpAddress':{'aws:SourceIp':[" + blocks + "]}}"));
    }
}
