package dev.cmkconsole.service;

import static dev.cmkconsole.service.Scene.KEY_ID;
import static dev.cmkconsole.service.Scene.MRK_ID;
import static dev.cmkconsole.service.Scene.OTHERS;
import static dev.cmkconsole.service.Scene.OURS;
import static dev.cmkconsole.service.Scene.account;
import static dev.cmkconsole.service.Scene.arn;
import static dev.cmkconsole.service.Scene.delegation;
import static dev.cmkconsole.service.Scene.document;
import static dev.cmkconsole.service.Scene.json;
import static dev.cmkconsole.service.Scene.keyStatement;
import static dev.cmkconsole.service.Scene.operatorUser;
import static dev.cmkconsole.service.Scene.statement;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cmkconsole.model.outcome.CheckId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The table of situations: how AWS is arranged, which checks must fail, which cannot tell, and whether Atlas can
 * use the key all the same.
 */
final class Situations {
    static final List<Situation> ALL = all();

    private static final String THREE = "'kms:DescribeKey','kms:Encrypt','kms:Decrypt'";
    private static final String ANY_THREE = "[" + THREE + "]";

    private Situations() {}

    /**
     * @param hidden whether only a policy that nobody can read stands in the way
     * @param works whether Atlas can use the key
     */
    record Situation(
            String name,
            Consumer<Scene> arrange,
            Set<CheckId> fails,
            Set<CheckId> open,
            boolean works,
            boolean hidden) {}

    private static final class Table {
        private final List<Situation> rows = new ArrayList<>();

        void fine(String name, Consumer<Scene> arrange) {
            rows.add(new Situation(name, arrange, Set.of(), Set.of(), true, false));
        }

        /** Atlas is refused, and these checks say why. */
        void fails(String name, Consumer<Scene> arrange, CheckId... checks) {
            rows.add(new Situation(name, arrange, set(checks), Set.of(), false, false));
        }

        /** Atlas accepts it, and it is wrong all the same. */
        void stricter(String name, Consumer<Scene> arrange, CheckId... checks) {
            rows.add(new Situation(name, arrange, set(checks), Set.of(), true, false));
        }

        void open(String name, Consumer<Scene> arrange, boolean works, CheckId... checks) {
            rows.add(new Situation(name, arrange, Set.of(), set(checks), works, false));
        }

        void both(String name, Consumer<Scene> arrange, boolean works, Set<CheckId> fails, Set<CheckId> open) {
            rows.add(new Situation(name, arrange, new TreeSet<>(fails), new TreeSet<>(open), works, false));
        }

        void hidden(String name, Consumer<Scene> arrange) {
            rows.add(new Situation(name, arrange, Set.of(), Set.of(), false, true));
        }

        private static Set<CheckId> set(CheckId... checks) {
            return new TreeSet<>(Arrays.asList(checks));
        }
    }

    private static List<Situation> all() {
        var t = new Table();
        role(t);
        trust(t);
        confusedDeputy(t);
        identity(t);
        boundaryAndOrganization(t);
        keyPolicy(t);
        conditions(t);
        addresses(t);
        key(t);
        crossAccount(t);
        operator(t);
        return List.copyOf(t.rows);
    }

    private static void role(Table t) {
        t.fine("all is well", s -> {});
        t.fails("role missing", s -> s.ours.putArray("roles"), CheckId.ROLE_EXISTS);
        t.fails("path missing in the ARN", s -> s.role.put("path", "/atlas/"), CheckId.ROLE_EXISTS);
        t.fails(
                "path wrong in the ARN",
                s -> {
                    s.role.put("path", "/atlas/");
                    s.roleArn = "arn:aws:iam::" + OURS + ":role/other/atlas";
                },
                CheckId.ROLE_EXISTS);
        t.fine("role with a path, entered rightly", s -> {
            s.role.put("path", "/atlas/");
            s.roleArn = "arn:aws:iam::" + OURS + ":role/atlas/atlas";
        });
        t.fails(
                "GovCloud ARN of the role",
                s -> s.roleArn = "arn:aws-us-gov:iam::" + OURS + ":role/atlas",
                CheckId.ROLE_EXISTS,
                CheckId.SAME_PARTITION,
                CheckId.KEY_POLICY);
    }

    private static void trust(Table t) {
        t.fails(
                "wrong external id",
                s -> s.trust(s.trustStatement(
                        "'Condition':{'StringEquals':{'sts:ExternalId':'0f6a1b1e-52e4-4c7d-9d39-3b8a6e1f7c01'}}")),
                CheckId.TRUST_POLICY);
        t.fails(
                "external id in capitals",
                s -> s.trust(s.trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'"
                        + s.externalId.toUpperCase(java.util.Locale.ROOT) + "'}}")),
                CheckId.TRUST_POLICY);
        t.fine(
                "several external ids, ours among them",
                s -> s.trust(s.trustStatement(
                        "'Condition':{'StringEquals':{'sts:ExternalId':['another-project','" + s.externalId + "']}}")));
        t.fails(
                "another account is trusted",
                s -> s.trust(
                        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::464622532012:root'},'Action':'sts:AssumeRole','Condition':"
                            + "{'StringEquals':{'sts:ExternalId':'" + s.externalId + "'}}}"),
                CheckId.TRUST_POLICY);
        t.fine(
                "account id instead of its root ARN",
                s -> s.trust("{'Effect':'Allow','Principal':{'AWS':'" + Scene.ATLAS
                        + "'},'Action':'sts:AssumeRole','Condition':" + "{'StringEquals':{'sts:ExternalId':'"
                        + s.externalId + "'}}}"));
        t.fine(
                "beside another tool's trust",
                s -> s.trust(
                        "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::464622532012:root'},'Action':'sts:AssumeRole'}",
                        s.ownTrust()));
        t.fails(
                "only a service is trusted",
                s -> s.trust(
                        "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}"),
                CheckId.TRUST_POLICY);
        t.fails(
                "another action is allowed",
                s -> s.trust("{'Effect':'Allow','Principal':{'AWS':'" + s.atlasArn + "'},'Action':'sts:TagSession'}"),
                CheckId.TRUST_POLICY);
        t.fine(
                "any STS action is allowed",
                s -> s.trust("{'Effect':'Allow','Principal':{'AWS':'" + s.atlasArn
                        + "'},'Action':'sts:*','Condition':{'StringEquals':" + "{'sts:ExternalId':'" + s.externalId
                        + "'}}}"));
        t.fails(
                "Atlas is denied",
                s -> s.trust(
                        s.ownTrust(),
                        "{'Effect':'Deny','Principal':{'AWS':'" + s.atlasArn + "'},'Action':'sts:AssumeRole'}"),
                CheckId.TRUST_POLICY);
        t.fails(
                "everybody but an organization's accounts is denied by account",
                s -> s.trust(
                        s.ownTrust(),
                        "{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole','Condition':{'StringNotEquals':{'aws:PrincipalAccount':'"
                                + OURS + "'}}}"),
                CheckId.TRUST_POLICY);
        t.open(
                "a Deny with a condition on the organization",
                s -> s.trust(
                        s.ownTrust(),
                        "{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole','Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'o-example'}}}"),
                false,
                CheckId.TRUST_POLICY);
        t.open(
                "trust only from an address",
                s -> s.trust(s.trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'" + s.externalId
                        + "'},'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}}")),
                true,
                CheckId.TRUST_POLICY);
        t.open(
                "one role of Atlas' account is trusted",
                s -> s.trust("{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::" + Scene.ATLAS
                        + ":role/some'},'Action':'sts:AssumeRole'," + "'Condition':{'StringEquals':{'sts:ExternalId':'"
                        + s.externalId + "'}}}"),
                false,
                CheckId.TRUST_POLICY);
        t.fails(
                "only with a second factor",
                s -> s.trust(s.trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'" + s.externalId
                        + "'},'Bool':{'aws:MultiFactorAuthPresent':'true'}}")),
                CheckId.TRUST_POLICY);
        t.open(
                "denied without a second factor, if it is known",
                s -> s.trust(
                        s.ownTrust(),
                        "{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'false'}}}"),
                false,
                CheckId.TRUST_POLICY);
        t.fails(
                "the trust has ended",
                s -> s.trust(s.trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'" + s.externalId
                        + "'},'DateLessThan':{'aws:CurrentTime':'2020-01-01T00:00:00Z'}}")),
                CheckId.TRUST_POLICY);
        t.fails(
                "trust policy at its size limit",
                s -> {
                    var others = new ArrayList<String>();
                    for (int i = 0; i < 12; i++) {
                        others.add(
                                "{'Sid':'Partner" + i + "','Effect':'Allow','Principal':{'AWS':'arn:aws:iam::46462253"
                                        + (2000 + i)
                                        + ":root'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'partner'}}}");
                    }
                    s.trust(others.toArray(String[]::new));
                },
                CheckId.TRUST_POLICY);
    }

    private static void confusedDeputy(Table t) {
        t.stricter("no external id is asked for", s -> s.trust(s.trustStatement("")), CheckId.CONFUSED_DEPUTY);
        t.stricter(
                "StringLike with a wildcard",
                s -> s.trust(s.trustStatement("'Condition':{'StringLike':{'sts:ExternalId':'*'}}")),
                CheckId.CONFUSED_DEPUTY);
        t.stricter(
                "StringLike with part of the id",
                s -> s.trust(s.trustStatement(
                        "'Condition':{'StringLike':{'sts:ExternalId':'" + s.externalId.substring(0, 8) + "*'}}")),
                CheckId.CONFUSED_DEPUTY);
        t.fine(
                "StringLike without a wildcard",
                s -> s.trust(s.trustStatement("'Condition':{'StringLike':{'sts:ExternalId':'" + s.externalId + "'}}")));
        t.stricter(
                "external id only if there is one",
                s -> s.trust(s.trustStatement(
                        "'Condition':{'StringEqualsIfExists':{'sts:ExternalId':'" + s.externalId + "'}}")),
                CheckId.CONFUSED_DEPUTY);
        t.stricter(
                "any external id will do",
                s -> s.trust(s.trustStatement("'Condition':{'Null':{'sts:ExternalId':'false'}}")),
                CheckId.CONFUSED_DEPUTY);
        t.stricter(
                "all but one external id",
                s -> s.trust(s.trustStatement("'Condition':{'StringNotEquals':{'sts:ExternalId':'someone'}}")),
                CheckId.CONFUSED_DEPUTY);
        t.stricter(
                "everybody is trusted",
                s -> s.trust("{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole'}"),
                CheckId.CONFUSED_DEPUTY);
        t.stricter(
                "a second statement without the id",
                s -> s.trust(s.ownTrust(), s.trustStatement("")),
                CheckId.CONFUSED_DEPUTY);
    }

    private static void identity(Table t) {
        t.fails("the role has no policies", s -> s.role.putObject("inlinePolicies"), CheckId.IDENTITY_POLICIES);
        t.fails(
                "Decrypt is missing",
                s -> s.access(statement("Allow", "'kms:DescribeKey','kms:Encrypt'", arn(KEY_ID), "")),
                CheckId.IDENTITY_POLICIES);
        t.fails(
                "another key is allowed",
                s -> s.access(statement("Allow", THREE, arn("0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c"), "")),
                CheckId.IDENTITY_POLICIES);
        t.fails(
                "the alias' ARN is allowed",
                s -> s.access(statement("Allow", THREE, "arn:aws:kms:us-east-1:" + OURS + ":alias/atlas", "")),
                CheckId.IDENTITY_POLICIES);
        t.fine("every key is allowed", s -> s.access(statement("Allow", "'kms:*'", "*", "")));
        t.fine("allowed by a managed policy", s -> {
            s.role.putObject("inlinePolicies");
            s.attached(s.ownAccess());
        });
        t.fails(
                "an identity policy denies Decrypt",
                s -> s.access(s.ownAccess(), statement("Deny", "'kms:Decrypt'", "*", "")),
                CheckId.IDENTITY_POLICIES);
        t.fails(
                "a managed policy denies all of KMS",
                s -> s.attached(statement("Deny", "'kms:*'", "*", "")),
                CheckId.IDENTITY_POLICIES);
        t.fails(
                "allowed only through a service",
                s -> s.access(statement(
                        "Allow",
                        THREE,
                        arn(KEY_ID),
                        "'Condition':{'StringEquals':{'kms:ViaService':'ec2.us-east-1.amazonaws.com'}}")),
                CheckId.IDENTITY_POLICIES);
        t.open(
                "allowed for an endpoint only",
                s -> s.access(statement(
                        "Allow", THREE, arn(KEY_ID), "'Condition':{'StringEquals':{'aws:SourceVpce':'vpce-1'}}")),
                false,
                CheckId.IDENTITY_POLICIES);
        t.open(
                "allowed for a user agent only",
                s -> s.access(statement(
                        "Allow", THREE, arn(KEY_ID), "'Condition':{'StringLike':{'aws:UserAgent':'mongodb*'}}")),
                true,
                CheckId.IDENTITY_POLICIES);
        t.fine("allowed by a tag of the role", s -> {
            s.role.putObject("tags").put("team", "data");
            s.access(statement("Allow", THREE, "*", "'Condition':{'StringEquals':{'aws:PrincipalTag/team':'data'}}"));
        });
        t.fails(
                "inline policies at their size limit",
                s -> {
                    s.role.putObject("inlinePolicies");
                    for (int i = 0; i < 5; i++) {
                        s.role.withObject("/inlinePolicies")
                                .set(
                                        "big" + i,
                                        json(document(statement(
                                                "Allow", "'s3:GetObject'", "arn:aws:s3:::" + "x".repeat(1990), ""))));
                    }
                },
                CheckId.IDENTITY_POLICIES);
    }

    private static void boundaryAndOrganization(Table t) {
        t.fails(
                "boundary without KMS",
                s -> s.boundary(statement("Allow", "'s3:*'", "*", "")),
                CheckId.PERMISSIONS_BOUNDARY);
        t.fine("boundary that leaves room", s -> s.boundary(statement("Allow", "'kms:*','s3:*'", "*", "")));
        t.fails(
                "boundary that denies",
                s -> s.boundary(statement("Allow", "'*'", "*", ""), statement("Deny", "'kms:Decrypt'", "*", "")),
                CheckId.PERMISSIONS_BOUNDARY);
        t.fails(
                "boundary without KMS, key policy names the role",
                s -> {
                    s.boundary(statement("Allow", "'s3:*'", "*", ""));
                    s.keyPolicy(delegation(), keyStatement("Allow", s.theRole(), ANY_THREE, ""));
                },
                CheckId.PERMISSIONS_BOUNDARY);
        t.fails(
                "service control policy that denies the role",
                s -> s.ours.withArray("/serviceControlPolicies")
                        .add(json(document(
                                statement("Allow", "'*'", "*", ""),
                                statement(
                                        "Deny",
                                        "'kms:Decrypt'",
                                        "*",
                                        "'Condition':{'ArnEquals':{'aws:PrincipalArn':'" + s.roleArn + "'}}")))),
                CheckId.SERVICE_CONTROL_POLICIES);
        t.open(
                "service control policy without KMS and IAM, for whoever looks too",
                s -> s.ours.withArray("/serviceControlPolicies")
                        .add(json(document(statement("Allow", "'s3:*','sts:*'", "*", "")))),
                false,
                CheckId.ROLE_EXISTS,
                CheckId.TRUST_POLICY,
                CheckId.IDENTITY_POLICIES,
                CheckId.PERMISSIONS_BOUNDARY,
                CheckId.SERVICE_CONTROL_POLICIES,
                CheckId.KEY_POLICY,
                CheckId.GRANTS,
                CheckId.KEY_EXISTS,
                CheckId.KEY_ANSWERS);
        t.open(
                "no organization",
                s -> {
                    s.ours.remove("organization");
                    s.ours.putArray("serviceControlPolicies");
                },
                true,
                CheckId.SERVICE_CONTROL_POLICIES);
        t.hidden(
                "resource control policy against Atlas",
                s -> s.ours.putArray("resourceControlPolicies")
                        .add(json(ALLOW_RCP))
                        .add(json(
                                "{'Version':'2012-10-17','Statement':[{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole','Resource':'*','Condition':"
                                    + "{'StringEquals':{'aws:PrincipalAccount':'" + Scene.ATLAS
                                        + "'}}},{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}]}")));
    }

    private static final String ALLOW_RCP =
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}}";

    private static void keyPolicy(Table t) {
        t.fails(
                "key policy without root delegation",
                s -> s.keyPolicy(keyStatement("Allow", operatorUser(), "'kms:*'", "")),
                CheckId.KEY_POLICY);
        t.fine(
                "without root delegation, but naming the role",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement("Allow", s.theRole(), ANY_THREE, "")));
        t.fine("key policy names the role, which has no policies", s -> {
            s.role.putObject("inlinePolicies");
            s.keyPolicy(delegation(), keyStatement("Allow", s.theRole(), ANY_THREE, ""));
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

    private static void grant(Scene s, String context) {
        var grant =
                s.key.putArray("grants").addObject().put("grantee", s.roleArn).put("created", "-P1D");
        grant.putArray("operations").add("Encrypt").add("Decrypt").add("DescribeKey");
        if (!context.isEmpty()) {
            grant.putObject("encryptionContextEquals").put(context, "orders");
        }
    }

    private static void conditions(Table t) {
        t.open(
                "VPC endpoint condition",
                s -> s.keyPolicy(
                        delegation(),
                        keyStatement(
                                "Deny",
                                "'*'",
                                ANY_THREE,
                                "'Condition':{'StringNotEquals':{'aws:SourceVpce':'vpce-0a1b2c'},'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::"
                                        + OURS + ":user/operator'}}")),
                false,
                CheckId.KEY_POLICY);
        t.open(
                "VPC condition on the Allow",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                ANY_THREE,
                                "'Condition':{'StringEquals':{'aws:SourceVpc':'vpc-1'}}")),
                false,
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
                                ANY_THREE,
                                "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-example'}}")),
                true,
                CheckId.KEY_POLICY);
        t.open(
                "an encryption context is asked for",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                ANY_THREE,
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
                                ANY_THREE,
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
                            ANY_THREE,
                            "'Condition':{'StringEquals':{'aws:ResourceTag/use':'atlas'}}"));
        });
        t.fails(
                "by a tag that the key has not",
                s -> s.keyPolicy(
                        keyStatement("Allow", operatorUser(), "'kms:*'", ""),
                        keyStatement(
                                "Allow",
                                s.theRole(),
                                ANY_THREE,
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
        t.fine("addresses of Atlas and all nodes", s -> onlyFrom(s, nodes));
        t.stricter(
                "source-IP condition missing the nodes",
                s -> onlyFrom(s, "'203.0.113.0/24'"),
                CheckId.SOURCE_ADDRESSES);
        t.stricter(
                "source-IP condition missing one address of the control plane",
                s -> onlyFrom(s, "'203.0.113.10/32','198.51.100.0/24'"),
                CheckId.SOURCE_ADDRESSES);
        t.open(
                "addresses of the control plane, or an endpoint",
                s -> onlyFromOrByEndpoint(s, "'203.0.113.0/24'"),
                true,
                CheckId.SOURCE_ADDRESSES);
        t.fine("all addresses, or an endpoint", s -> onlyFromOrByEndpoint(s, nodes));
        t.fails(
                "source-IP condition of the office only",
                s -> onlyFrom(s, "'192.0.2.0/24'"),
                CheckId.SOURCE_ADDRESSES,
                CheckId.KEY_POLICY);
    }

    /** Any VPC endpoint will do as well as these addresses, and nobody here knows Atlas' endpoints. */
    private static void onlyFromOrByEndpoint(Scene s, String blocks) {
        s.keyPolicy(
                delegation(),
                keyStatement(
                        "Deny",
                        s.theRole(),
                        ANY_THREE,
                        "'Condition':{'NotIpAddress':{'aws:SourceIp':[" + blocks
                                + "]},'StringNotEquals':{'aws:SourceVpce':'vpce-1'}}"));
    }

    private static void onlyFrom(Scene s, String blocks) {
        s.keyPolicy(
                delegation(),
                keyStatement(
                        "Deny",
                        s.theRole(),
                        ANY_THREE,
                        "'Condition':{'NotIpAddress':{'aws:SourceIp':[" + blocks + "]}}"));
    }

    private static void key(Table t) {
        t.fails("key missing", s -> s.ours.putArray("keys"), CheckId.KEY_EXISTS, CheckId.KEY_ANSWERS);
        t.fails(
                "key in another region",
                s -> s.key.put("region", "eu-west-1"),
                CheckId.KEY_EXISTS,
                CheckId.KEY_ANSWERS);
        t.fails("region told wrongly", s -> s.region = Optional.of("eu-west-1"), CheckId.KEY_EXISTS);
        t.fails("disabled", s -> s.key.put("state", "Disabled"), CheckId.KEY_STATE, CheckId.KEY_ANSWERS);
        t.fails(
                "pending deletion",
                s -> s.key.put("state", "PendingDeletion").put("deletionDate", "P10D"),
                CheckId.KEY_STATE,
                CheckId.KEY_ANSWERS);
        t.fails(
                "pending import",
                s -> s.key.put("state", "PendingImport").put("origin", "EXTERNAL"),
                CheckId.KEY_STATE,
                CheckId.KEY_ANSWERS);
        t.fails(
                "key store not connected",
                s -> s.key.put("state", "Unavailable"),
                CheckId.KEY_STATE,
                CheckId.KEY_ANSWERS);
        t.open(
                "imported material that expires in five days",
                s -> s.key.put("origin", "EXTERNAL").put("validTo", "P5D"),
                true,
                CheckId.IMPORTED_MATERIAL);
        t.fine("imported material that lasts", s -> s.key.put("origin", "EXTERNAL"));
        t.fails(
                "asymmetric",
                s -> s.key.put("spec", "RSA_2048").put("usage", "ENCRYPT_DECRYPT"),
                CheckId.KEY_TYPE,
                CheckId.KEY_ANSWERS);
        t.fails(
                "for message authentication",
                s -> s.key.put("spec", "HMAC_256").put("usage", "GENERATE_VERIFY_MAC"),
                CheckId.KEY_TYPE,
                CheckId.KEY_ANSWERS);
        t.stricter("alias instead of the key", s -> s.keyEntered = "alias/atlas", CheckId.KEY_NOT_ALIAS);
        t.both(
                "alias re-pointed to another key",
                s -> {
                    s.key.putArray("aliases");
                    s.ours.withArray("/keys")
                            .addObject()
                            .put("id", "0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c")
                            .put("region", "us-east-1")
                            .putArray("aliases")
                            .add("alias/atlas");
                    s.keyEntered = "alias/atlas";
                },
                false,
                Set.of(CheckId.KEY_NOT_ALIAS, CheckId.IDENTITY_POLICIES),
                Set.of());
        t.fails("alias of nothing", s -> s.keyEntered = "alias/nowhere", CheckId.KEY_NOT_ALIAS, CheckId.KEY_EXISTS);
        t.fine("key id instead of its ARN", s -> s.keyEntered = KEY_ID);
        t.fine("multi-Region primary", s -> multiRegion(s, "us-east-1"));
        t.fine("multi-Region replica that names the role's account", s -> multiRegion(s, "eu-west-1"));
        t.fails(
                "multi-Region replica without the statement",
                s -> {
                    multiRegion(s, "eu-west-1");
                    s.ours.get("keys").forEach(k -> {
                        if (k.get("region").asText().equals("eu-west-1")) {
                            ((com.fasterxml.jackson.databind.node.ObjectNode) k)
                                    .set(
                                            "policy",
                                            json(document(keyStatement("Allow", operatorUser(), "'kms:*'", ""))));
                        }
                    });
                },
                CheckId.KEY_POLICY);
        t.both(
                "GovCloud ARN of the key",
                s -> s.keyEntered = "arn:aws-us-gov:kms:us-gov-west-1:" + OURS + ":key/" + KEY_ID,
                false,
                Set.of(CheckId.SAME_PARTITION),
                Set.of(
                        CheckId.IDENTITY_POLICIES,
                        CheckId.KEY_EXISTS,
                        CheckId.KEY_POLICY,
                        CheckId.GRANTS,
                        CheckId.KEY_ANSWERS));
    }

    private static void multiRegion(Scene s, String used) {
        s.key.put("id", MRK_ID).put("multiRegion", true);
        s.ours.withArray("/keys")
                .addObject()
                .put("id", MRK_ID)
                .put("region", "eu-west-1")
                .put("multiRegion", true)
                .put("primaryRegion", "us-east-1");
        s.keyEntered = "arn:aws:kms:" + used + ":" + OURS + ":key/" + MRK_ID;
        s.access(statement("Allow", THREE, s.keyEntered, ""));
    }

    private static void crossAccount(Table t) {
        var three = ANY_THREE;
        t.open(
                "cross-account, seen from the role's side",
                s -> s.keyElsewhere(
                        keyStatement("Allow", account(OTHERS), "'kms:*'", ""),
                        keyStatement("Allow", account(OURS), three, "")),
                true,
                CheckId.WHO_AM_I,
                CheckId.KEY_POLICY,
                CheckId.GRANTS);
        t.open(
                "cross-account, the key's side missing",
                s -> s.keyElsewhere(keyStatement("Allow", account(OTHERS), "'kms:*'", "")),
                false,
                CheckId.WHO_AM_I,
                CheckId.KEY_EXISTS,
                CheckId.KEY_POLICY,
                CheckId.GRANTS,
                CheckId.KEY_ANSWERS);
        t.both(
                "cross-account, the role's side missing",
                s -> {
                    s.keyElsewhere(
                            keyStatement("Allow", account(OTHERS), "'kms:*'", ""),
                            keyStatement("Allow", account(OURS), three, ""));
                    s.role.putObject("inlinePolicies");
                },
                false,
                Set.of(CheckId.IDENTITY_POLICIES),
                Set.of(CheckId.WHO_AM_I, CheckId.KEY_POLICY, CheckId.GRANTS));
        t.both(
                "cross-account, the key's side missing and seen from there",
                s -> {
                    s.keyElsewhere(keyStatement("Allow", account(OTHERS), "'kms:*'", ""));
                    s.operatorElsewhere();
                },
                false,
                Set.of(CheckId.KEY_POLICY),
                Set.of(
                        CheckId.WHO_AM_I,
                        CheckId.ROLE_EXISTS,
                        CheckId.TRUST_POLICY,
                        CheckId.IDENTITY_POLICIES,
                        CheckId.PERMISSIONS_BOUNDARY,
                        CheckId.SERVICE_CONTROL_POLICIES));
    }

    private static void operator(Table t) {
        t.open(
                "an operator who may not simulate",
                s -> s.operatorMay("kms:*", "iam:Get*", "iam:List*", "sts:*"),
                true,
                CheckId.IDENTITY_POLICIES,
                CheckId.SERVICE_CONTROL_POLICIES);
        t.open(
                "an operator who may read nothing of KMS",
                s -> s.operatorMay("iam:*", "sts:*"),
                true,
                CheckId.KEY_EXISTS,
                CheckId.KEY_POLICY,
                CheckId.GRANTS,
                CheckId.KEY_ANSWERS);
        t.open(
                "an operator who may read no key policy",
                s -> s.operatorMay("kms:DescribeKey", "kms:List*", "kms:Encrypt", "iam:*", "sts:*"),
                true,
                CheckId.KEY_POLICY);
        t.open(
                "an operator who may read no role",
                s -> s.operatorMay("kms:*", "sts:*", "iam:SimulatePrincipalPolicy"),
                true,
                CheckId.ROLE_EXISTS,
                CheckId.TRUST_POLICY,
                CheckId.IDENTITY_POLICIES,
                CheckId.PERMISSIONS_BOUNDARY);
        t.open(
                "an operator who may not read managed policies",
                s -> {
                    s.role.putObject("inlinePolicies");
                    s.attached(s.ownAccess());
                    s.operatorMay(
                            "kms:*",
                            "sts:*",
                            "iam:GetRole",
                            "iam:GetRolePolicy",
                            "iam:List*",
                            "iam:SimulatePrincipalPolicy");
                },
                true,
                CheckId.IDENTITY_POLICIES);
        t.both(
                "an operator who may not write what is missing",
                s -> {
                    s.role.putObject("inlinePolicies");
                    s.operatorMay("kms:*", "sts:*", "iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy");
                },
                false,
                Set.of(CheckId.IDENTITY_POLICIES, CheckId.OPERATOR_MAY_WRITE),
                Set.of());
        t.stricter(
                "the root user looks",
                s -> {
                    s.ours.putArray("users");
                    s.ours.putArray("rootAccessKeys").add(((ArrayNode) s.operator.get("accessKeys")).get(0));
                },
                CheckId.WHO_AM_I);
    }
}
