package dev.cmkconsole.sandbox.aws;

import static dev.cmkconsole.sandbox.aws.AwsFixture.EXTERNAL_ID;
import static dev.cmkconsole.sandbox.aws.AwsFixture.KEY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.LEGACY;
import static dev.cmkconsole.sandbox.aws.AwsFixture.READER;
import static dev.cmkconsole.sandbox.aws.AwsFixture.REGION;
import static dev.cmkconsole.sandbox.aws.AwsFixture.ROLE;
import static dev.cmkconsole.sandbox.aws.AwsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles, users, policies and the simulator, driven by the AWS SDK. */
@Alongside
class IamServiceTest {

    private static final String TRUST =
            AtlasPolicies.trust("arn:aws:iam::536727724300:root", EXTERNAL_ID).raw();
    private static final String ACCESS = AtlasPolicies.access(List.of(KEY)).raw();
    private final AwsFixture aws = new AwsFixture();
    private final IamClient iam = aws.iam();

    @AfterEach
    void close() throws Exception {
        aws.close();
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    @Test
    void aRoleForAtlasFromNothingIsSeenByStsAfterAWhile() {
        var made = iam.createRole(r -> r.roleName("Fresh")
                        .path("/a/b/")
                        .assumeRolePolicyDocument(TRUST)
                        .description("for Atlas")
                        .maxSessionDuration(7200)
                        .tags(Tag.builder().key("ManagedBy").value("x").build()))
                .role();
        assertThat(made.arn()).isEqualTo("arn:aws:iam::111122223333:role/a/b/Fresh");
        iam.putRolePolicy(r -> r.roleName("fresh").policyName("keys").policyDocument(ACCESS));
        var read = iam.getRole(r -> r.roleName("Fresh")).role();
        assertThat(decoded(read.assumeRolePolicyDocument())).isEqualTo(TRUST);
        assertThat(read)
                .extracting(Role::roleId, Role::description, Role::maxSessionDuration, Role::path)
                .containsExactly(made.roleId(), "for Atlas", 7200, "/a/b/");
        assertThat(read.tags()).extracting(Tag::key).containsExactly("ManagedBy");
        assertThat(read.roleLastUsed().lastUsedDate()).isNull();
        assertThat(aws.cloud.assumeRole(made.arn(), EXTERNAL_ID)).isPresent();
        aws.settle();
        assertThat(aws.cloud.useKeyWithRole(made.arn(), EXTERNAL_ID, KEY, REGION))
                .isEmpty();
        assertThat(iam.getRole(r -> r.roleName("Fresh")).role().roleLastUsed().region())
                .isEqualTo(REGION);

        iam.updateAssumeRolePolicy(r -> r.roleName("Fresh").policyDocument(TRUST.replace(EXTERNAL_ID, "another")));
        assertThat(aws.cloud.assumeRole(made.arn(), EXTERNAL_ID)).isEmpty();
        aws.settle();
        assertThat(aws.cloud.assumeRole(made.arn(), EXTERNAL_ID)).isPresent();
        assertThat(aws.cloud.assumeRole(made.arn(), "another")).isEmpty();

        assertThat(refusal(() -> iam.deleteRole(r -> r.roleName("Fresh"))))
                .isEqualTo("DeleteConflict 409: Cannot delete entity, must delete policies first.");
        iam.deleteRolePolicy(r -> r.roleName("Fresh").policyName("keys"));
        assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("Fresh")).instanceProfiles())
                .isEmpty();
        iam.deleteRole(r -> r.roleName("Fresh"));
        assertThat(refusal(() -> iam.getRole(r -> r.roleName("Fresh"))))
                .isEqualTo("NoSuchEntity 404: The role with name Fresh cannot be found.");
        assertThat(aws.cloud.assumeRole(made.arn(), "another")).isEmpty();
        aws.settle();
        assertThat(aws.cloud.assumeRole(made.arn(), "another")).isPresent();
    }

    @Test
    void documentsAreHeldToTheGrammar() {
        assertThat(refusal(() -> iam.createRole(r -> r.roleName("AtlasKeys").assumeRolePolicyDocument(TRUST))))
                .isEqualTo("EntityAlreadyExists 409: Role with name AtlasKeys already exists.");
        assertThat(refusal(() -> create("{")))
                .isEqualTo("MalformedPolicyDocument 400: This policy contains invalid Json");
        assertThat(refusal(() -> create(TRUST.replace("2012-10-17", "2020-03-17"))))
                .isEqualTo("MalformedPolicyDocument 400: Syntax errors in policy.");
        assertThat(refusal(() -> create(TRUST.replace("\"Action\"", "\"Resource\":\"*\",\"Action\""))))
                .isEqualTo("MalformedPolicyDocument 400: Has prohibited field Resource");
        assertThat(refusal(() -> create(TRUST.replace("536727724300", "999999999999"))))
                .isEqualTo("MalformedPolicyDocument 400: Invalid principal in policy:"
                        + " \"AWS\":\"arn:aws:iam::999999999999:root\"");
        assertThat(refusal(() -> create(TRUST.replace(EXTERNAL_ID, "x".repeat(2048)))))
                .isEqualTo("LimitExceeded 409: Cannot exceed quota for ACLSizePerRole: 2048");
        assertThat(refusal(() -> create(TRUST.replace(EXTERNAL_ID, "\u201cx\u201d"))))
                .startsWith("MalformedPolicyDocument 400");
        assertThat(refusal(() -> put(ACCESS.replace("kms:Encrypt", "Encrypt"))))
                .contains("must be prefaced by a vendor");
        assertThat(refusal(() -> put(ACCESS.replace("kms:Encrypt", "kms:En:crypt"))))
                .contains("only one colon");
        assertThat(refusal(() -> put(ACCESS.replace("\"Effect\"", "\"Principal\":\"*\",\"Effect\""))))
                .contains("should not specify a principal");
        assertThat(refusal(() -> put(ACCESS.replace("AtlasEncryptionAtRest", "with space"))))
                .startsWith("MalformedPolicyDocument 400: Statement IDs (SID) must be alpha-numeric");
        var twice = ACCESS.substring(ACCESS.indexOf('{', 3), ACCESS.lastIndexOf(']'));
        assertThat(refusal(() -> put("{\"Version\":\"2012-10-17\",\"Statement\":[" + twice + "," + twice + "]}")))
                .isEqualTo("MalformedPolicyDocument 400: Statement IDs (SID) in a single policy must be unique.");
        assertThat(refusal(() ->
                        put("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}}")))
                .contains("must contain actions");
        assertThat(refusal(() -> put(ACCESS.replace(KEY, KEY + "x".repeat(10_240)))))
                .isEqualTo("LimitExceeded 409: Maximum policy size of 10240 bytes exceeded for role AtlasKeys");
        assertThat(refusal(() -> iam.putRolePolicy(
                        r -> r.roleName("AtlasKeys").policyName("a b").policyDocument(ACCESS))))
                .startsWith("ValidationError 400");
    }

    private Role create(String trust) {
        return iam.createRole(r -> r.roleName("Another").assumeRolePolicyDocument(trust))
                .role();
    }

    private Object put(String policy) {
        return iam.putRolePolicy(r -> r.roleName("AtlasKeys").policyName("p").policyDocument(policy));
    }

    @Test
    void inlinePoliciesComeBackToTheLetter() {
        var odd = ACCESS.replace("\"Version\"", " \"Version\"")
                        .replace("AtlasEncryptionAtRest", "Caf+e")
                        .replace("Caf+e", "Cafe")
                + "\n\t ";
        iam.putRolePolicy(r -> r.roleName("AtlasKeys").policyName("odd+=,.@-_").policyDocument(odd));
        assertThat(decoded(iam.getRolePolicy(r -> r.roleName("AtlasKeys").policyName("odd+=,.@-_"))
                        .policyDocument()))
                .isEqualTo(odd);
        assertThat(iam.listRolePolicies(r -> r.roleName("AtlasKeys")).policyNames())
                .containsExactly("AtlasEncryptionAtRest", "odd+=,.@-_");
        assertThat(refusal(() -> iam.getRolePolicy(r -> r.roleName("AtlasKeys").policyName("none"))))
                .isEqualTo("NoSuchEntity 404: The role policy with name none cannot be found.");
        assertThat(iam.listUserPolicies(r -> r.userName("old-atlas")).policyNames())
                .containsExactly("kms");
        assertThat(PolicyDocument.parse(decoded(
                                iam.getUserPolicy(r -> r.userName("old-atlas").policyName("kms"))
                                        .policyDocument()))
                        .statements())
                .hasSize(1);
    }

    @Test
    void managedPoliciesHaveVersionsAndAttachments() {
        var policy = iam.createPolicy(
                        r -> r.policyName("Keys").policyDocument(ACCESS).description("d"))
                .policy();
        assertThat(policy.defaultVersionId()).isEqualTo("v1");
        assertThat(refusal(() -> iam.createPolicy(r -> r.policyName("keys").policyDocument(ACCESS))))
                .startsWith("EntityAlreadyExists 409");
        iam.attachRolePolicy(r -> r.roleName("AtlasKeys").policyArn(policy.arn()));
        assertThat(iam.getPolicy(r -> r.policyArn(policy.arn())).policy().attachmentCount())
                .isEqualTo(1);
        assertThat(iam.listAttachedRolePolicies(r -> r.roleName("AtlasKeys")).attachedPolicies())
                .extracting(AttachedPolicy::policyArn)
                .containsExactly(policy.arn());
        var version = iam.createPolicyVersion(r -> r.policyArn(policy.arn())
                        .policyDocument(ACCESS.replace("kms:Encrypt", "kms:ReEncrypt*"))
                        .setAsDefault(true))
                .policyVersion();
        assertThat(version.versionId()).isEqualTo("v2");
        assertThat(decoded(iam.getPolicyVersion(r -> r.policyArn(policy.arn()).versionId("v2"))
                        .policyVersion()
                        .document()))
                .contains("kms:ReEncrypt*");
        assertThat(iam.listPolicyVersions(r -> r.policyArn(policy.arn())).versions())
                .hasSize(2);
        assertThat(refusal(() ->
                        iam.deletePolicyVersion(r -> r.policyArn(policy.arn()).versionId("v2"))))
                .startsWith("DeleteConflict 409");
        iam.setDefaultPolicyVersion(r -> r.policyArn(policy.arn()).versionId("v1"));
        iam.deletePolicyVersion(r -> r.policyArn(policy.arn()).versionId("v2"));
        assertThat(refusal(() -> iam.deletePolicy(r -> r.policyArn(policy.arn()))))
                .startsWith("DeleteConflict 409");
        iam.detachRolePolicy(r -> r.roleName("AtlasKeys").policyArn(policy.arn()));
        assertThat(refusal(
                        () -> iam.detachRolePolicy(r -> r.roleName("AtlasKeys").policyArn(policy.arn()))))
                .startsWith("NoSuchEntity 404");
        iam.deletePolicy(r -> r.policyArn(policy.arn()));
        assertThat(refusal(() -> iam.getPolicy(r -> r.policyArn(policy.arn())))).startsWith("NoSuchEntity 404");
        assertThat(iam.listPolicies(r -> r.scope("Local")).policies()).hasSize(1);
        assertThat(refusal(() ->
                        iam.attachRolePolicy(r -> r.roleName("AtlasKeys").policyArn("arn:aws:iam::aws:policy/None"))))
                .startsWith("NoSuchEntity 404");
    }

    @Test
    void aBoundaryLimitsTheRole() {
        var onlyS3 = iam.createPolicy(r -> r.policyName("OnlyS3")
                        .policyDocument(ACCESS.replace("kms:", "s3:").replace(KEY, "*")))
                .policy()
                .arn();
        iam.putRolePermissionsBoundary(r -> r.roleName("AtlasKeys").permissionsBoundary(onlyS3));
        assertThat(iam.getRole(r -> r.roleName("AtlasKeys"))
                        .role()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .isEqualTo(onlyS3);
        aws.settle();
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, REGION))
                .get()
                .satisfies(r -> assertThat(r.message())
                        .endsWith("because no permissions boundary allows the kms:DescribeKey action"));
        iam.deleteRolePermissionsBoundary(r -> r.roleName("AtlasKeys"));
        aws.settle();
        assertThat(aws.cloud.useKeyWithRole(ROLE, EXTERNAL_ID, KEY, REGION)).isEmpty();
        assertThat(refusal(() -> iam.deleteRolePermissionsBoundary(r -> r.roleName("AtlasKeys"))))
                .startsWith("NoSuchEntity 404");
    }

    @Test
    void usersHaveTheSameKindsOfPolicies() {
        var onlyKms = "arn:aws:iam::111122223333:policy/OnlyKms";
        iam.attachUserPolicy(r -> r.userName("reader").policyArn(onlyKms));
        iam.putUserPolicy(r -> r.userName("reader").policyName("more").policyDocument(ACCESS));
        iam.putUserPermissionsBoundary(r -> r.userName("reader").permissionsBoundary(onlyKms));
        aws.settle();
        assertThat(aws.kms(READER).listKeys().keys()).isNotEmpty();
        assertThat(refusal(() -> aws.iam(READER).listRoles()))
                .endsWith("because no permissions boundary allows the iam:ListRoles action");
        iam.deleteUserPermissionsBoundary(r -> r.userName("reader"));
        iam.detachUserPolicy(r -> r.userName("reader").policyArn(onlyKms));
        aws.settle();
        assertThat(refusal(() -> aws.kms(READER).listKeys())).startsWith("AccessDeniedException 400");
        assertThat(aws.iam(READER).listUserPolicies(r -> r.userName("reader")).policyNames())
                .containsExactly("more");
        assertThat(refusal(() -> iam.putUserPolicy(r -> r.userName("reader")
                        .policyName("p")
                        .policyDocument(ACCESS.replace(KEY, KEY + "x".repeat(2048))))))
                .isEqualTo("LimitExceeded 409: Maximum policy size of 2048 bytes exceeded for user reader");
    }

    @Test
    void tagsOfRoles() {
        iam.tagRole(r -> r.roleName("AtlasKeys")
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));
        iam.untagRole(r -> r.roleName("AtlasKeys").tagKeys("a"));
        assertThat(iam.listRoleTags(r -> r.roleName("AtlasKeys")).tags())
                .extracting(Tag::key)
                .containsExactly("b");
        assertThat(refusal(() -> iam.tagRole(r -> r.roleName("AtlasKeys")
                        .tags(Tag.builder().key("aws:x").value("1").build()))))
                .startsWith("InvalidInput 400");
        iam.updateRole(r -> r.roleName("AtlasKeys").description("new").maxSessionDuration(3600));
        assertThat(iam.getRole(r -> r.roleName("AtlasKeys")).role().description())
                .isEqualTo("new");
    }

    @Test
    void anOldUserIsRetiredStepByStep() {
        assertThat(iam.getUser(r -> r.userName("old-atlas")).user().arn())
                .isEqualTo("arn:aws:iam::111122223333:user/legacy/old-atlas");
        assertThat(iam.getUser().user().userName()).isEqualTo("admin");
        assertThat(iam.listAccessKeys(r -> r.userName("old-atlas")).accessKeyMetadata())
                .singleElement()
                .extracting(AccessKeyMetadata::status)
                .isEqualTo(StatusType.ACTIVE);
        assertThat(iam.getAccessKeyLastUsed(r -> r.accessKeyId(LEGACY.accessKeyId()))
                        .accessKeyLastUsed()
                        .serviceName())
                .isEqualTo("N/A");
        aws.cloud.useKeyWithCredentials(LEGACY.accessKeyId(), LEGACY.secretAccessKey(), KEY, REGION);
        var used = iam.getAccessKeyLastUsed(r -> r.accessKeyId(LEGACY.accessKeyId()));
        assertThat(used.userName()).isEqualTo("old-atlas");
        assertThat(used.accessKeyLastUsed().lastUsedDate()).isEqualTo(aws.clock.instant());
        assertThat(used.accessKeyLastUsed().region()).isEqualTo(REGION);
        iam.updateAccessKey(
                r -> r.userName("old-atlas").accessKeyId(LEGACY.accessKeyId()).status(StatusType.INACTIVE));
        assertThat(iam.listAccessKeys(r -> r.userName("old-atlas")).accessKeyMetadata())
                .singleElement()
                .extracting(AccessKeyMetadata::status)
                .isEqualTo(StatusType.INACTIVE);
        assertThat(refusal(() -> iam.updateAccessKey(r -> r.userName("old-atlas")
                        .accessKeyId("AKIANOSUCHKEYNOSUCH1")
                        .status(StatusType.INACTIVE))))
                .startsWith("NoSuchEntity 404");
        assertThat(refusal(() -> iam.deleteUser(r -> r.userName("old-atlas")))).startsWith("DeleteConflict 409");
        iam.deleteAccessKey(r -> r.userName("old-atlas").accessKeyId(LEGACY.accessKeyId()));
        aws.settle();
        assertThat(refusal(() -> aws.kms(LEGACY).listKeys())).startsWith("UnrecognizedClientException 400");
        iam.deleteUserPolicy(r -> r.userName("old-atlas").policyName("kms"));
        assertThat(iam.listAttachedUserPolicies(r -> r.userName("old-atlas")).attachedPolicies())
                .isEmpty();
        assertThat(iam.listGroupsForUser(r -> r.userName("old-atlas")).groups()).isEmpty();
        iam.deleteUser(r -> r.userName("old-atlas"));
        assertThat(iam.listUsers().users()).hasSize(2);
        var made = iam.createAccessKey(r -> r.userName("reader")).accessKey();
        assertThat(made.secretAccessKey()).hasSize(40);
        assertThat(refusal(() -> iam.createAccessKey(r -> r.userName("reader"))))
                .startsWith("LimitExceeded 409");
    }

    @Test
    void theReaderReadsAndIsToldWhyItMayNotWrite() {
        var reader = aws.iam(READER);
        assertThat(reader.listRoles().roles()).hasSize(2);
        assertThat(refusal(() ->
                        reader.deleteRolePolicy(r -> r.roleName("AtlasKeys").policyName("AtlasEncryptionAtRest"))))
                .isEqualTo("AccessDenied 403: User: arn:aws:iam::111122223333:user/reader is not authorized to"
                        + " perform: iam:DeleteRolePolicy on resource: "
                        + ROLE
                        + " because no identity-based policy allows the iam:DeleteRolePolicy action");
        assertThat(refusal(() -> reader.getRole(r -> r.roleName("None")))).startsWith("NoSuchEntity 404");
    }

    /** IAM API reference: CreateRole answers the boundary, lists leave it out; policies have tags, GetPolicy always. */
    @Test
    void madeAndReadResourcesHaveTheMembersThatListsLeaveOut() {
        var document =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        var policy = iam.createPolicy(r -> r.policyName("limit")
                        .policyDocument(document)
                        .tags(t -> t.key("team").value("data")))
                .policy();
        assertThat(policy.tags()).extracting(t -> t.key() + "=" + t.value()).containsExactly("team=data");
        assertThat(iam.getPolicy(r -> r.policyArn(policy.arn())).policy().tags())
                .hasSize(1);
        iam.untagPolicy(r -> r.policyArn(policy.arn()).tagKeys("team"));
        iam.tagPolicy(r -> r.policyArn(policy.arn()).tags(t -> t.key("owner").value("ops")));
        assertThat(iam.listPolicyTags(r -> r.policyArn(policy.arn())).tags())
                .extracting(t -> t.key())
                .containsExactly("owner");
        iam.untagPolicy(r -> r.policyArn(policy.arn()).tagKeys("owner"));
        assertThat(iam.getPolicy(r -> r.policyArn(policy.arn())).policy().hasTags())
                .isTrue();
        var role = iam.createRole(r -> r.roleName("limited")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sts:AssumeRole\"}]}")
                        .permissionsBoundary(policy.arn())
                        .tags(t -> t.key("team").value("data")))
                .role();
        assertThat(role.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(policy.arn());
        assertThat(role.permissionsBoundary().permissionsBoundaryTypeAsString()).isEqualTo("Policy");
        assertThat(iam.listRoles().roles())
                .filteredOn(r -> r.roleName().equals("limited"))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.permissionsBoundary()).isNull();
                    assertThat(r.hasTags()).isFalse();
                });
    }

    @Test
    void listsComeInPages() throws Exception {
        try (var small = new AwsFixture(AwsSettings.defaults(Clock.systemUTC()).withPageSize(1), AwsFixture.SCENARIO)) {
            assertThat(small.iam().listRoles().isTruncated()).isTrue();
            assertThat(small.iam().listRolesPaginator().roles())
                    .extracting(Role::roleName)
                    .containsExactly("AtlasKeys", "Operator");
            assertThat(small.iam()
                            .simulatePrincipalPolicyPaginator(
                                    r -> r.policySourceArn(ROLE).actionNames("kms:Encrypt", "kms:Decrypt"))
                            .evaluationResults())
                    .hasSize(2);
            assertThat(refusal(() -> small.iam().listRoles(r -> r.marker("forged"))))
                    .startsWith("ValidationError 400");
        }
    }
}
