package dev.cmkconsole.service.check;

import static dev.cmkconsole.service.check.Scene.KEY_ID;
import static dev.cmkconsole.service.check.Scene.OURS;
import static dev.cmkconsole.service.check.Scene.arn;
import static dev.cmkconsole.service.check.Scene.delegation;
import static dev.cmkconsole.service.check.Scene.document;
import static dev.cmkconsole.service.check.Scene.json;
import static dev.cmkconsole.service.check.Scene.keyStatement;
import static dev.cmkconsole.service.check.Scene.statement;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.service.check.Situations.Table;
import java.util.ArrayList;

/**
 * Situations of the role: whether it exists, whom it trusts, and what its policies and those of the organization allow.
 */
final class RoleSituations {
    private static final String ALLOW_RCP =
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}}";

    private RoleSituations() {}

    static void add(Table t) {
        role(t);
        trust(t);
        confusedDeputy(t);
        identity(t);
        boundaryAndOrganization(t);
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
                "the condition for AWS services is asked of Atlas",
                s -> s.trust(s.trustStatement("'Condition':{'StringEquals':{'sts:ExternalId':'" + s.externalId
                        + "','aws:SourceAccount':'" + Scene.ATLAS + "'}}")),
                CheckId.TRUST_POLICY);
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
                s -> s.access(statement("Allow", Situations.THREE, arn("0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c"), "")),
                CheckId.IDENTITY_POLICIES);
        t.fails(
                "the alias' ARN is allowed",
                s -> s.access(
                        statement("Allow", Situations.THREE, "arn:aws:kms:us-east-1:" + OURS + ":alias/atlas", "")),
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
                        Situations.THREE,
                        arn(KEY_ID),
                        "'Condition':{'StringEquals':{'kms:ViaService':'ec2.us-east-1.amazonaws.com'}}")),
                CheckId.IDENTITY_POLICIES);
        t.fails(
                "allowed for an endpoint only",
                s -> s.access(statement(
                        "Allow",
                        Situations.THREE,
                        arn(KEY_ID),
                        "'Condition':{'StringEquals':{'aws:SourceVpce':'vpce-1'}}")),
                CheckId.IDENTITY_POLICIES);
        t.open(
                "allowed for a user agent only",
                s -> s.access(statement(
                        "Allow",
                        Situations.THREE,
                        arn(KEY_ID),
                        "'Condition':{'StringLike':{'aws:UserAgent':'mongodb*'}}")),
                true,
                CheckId.IDENTITY_POLICIES);
        t.fine("allowed by a tag of the role", s -> {
            s.role.putObject("tags").put("team", "data");
            s.access(statement(
                    "Allow", Situations.THREE, "*", "'Condition':{'StringEquals':{'aws:PrincipalTag/team':'data'}}"));
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
                    s.keyPolicy(delegation(), keyStatement("Allow", s.theRole(), Situations.ANY_THREE, ""));
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
}
