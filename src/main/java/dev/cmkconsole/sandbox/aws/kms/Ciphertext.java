package dev.cmkconsole.sandbox.aws.kms;

import dev.cmkconsole.sandbox.aws.state.KeyMaterial;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric ciphertext blob: the leading bytes of real blobs, the key's id, the material's id, and AES-256-GCM data.
 * The encryption context is the additional authenticated data. The blob contains no Region, so a replica in another
 * Region decrypts it.
 */
record Ciphertext(String keyId, String materialId, byte[] iv, byte[] sealed) {

    private static final byte[] MAGIC = {1, 2, 2, 0, 0x78};
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    static Ciphertext seal(
            String keyId, KeyMaterial.Version material, byte[] iv, Map<String, String> context, byte[] plaintext) {
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, keyId, material, iv, context);
            return new Ciphertext(keyId, material.id(), iv, cipher.doFinal(plaintext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** Empty where the blob is damaged or the context differs. */
    Optional<byte[]> open(KeyMaterial.Version material, Map<String, String> context) {
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, keyId, material, iv, context).doFinal(sealed));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        var id = keyId.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(MAGIC.length + 1 + id.length + 32 + IV_BYTES + sealed.length)
                .put(MAGIC)
                .put((byte) id.length)
                .put(id)
                .put(HexFormat.of().parseHex(materialId))
                .put(iv)
                .put(sealed)
                .array();
    }

    /** Empty for bytes that are not a blob of this format. */
    static Optional<Ciphertext> parse(byte[] bytes) {
        try {
            var buffer = ByteBuffer.wrap(bytes);
            var magic = new byte[MAGIC.length];
            buffer.get(magic);
            var id = new byte[buffer.get() & 0x7f];
            buffer.get(id);
            var material = new byte[32];
            buffer.get(material);
            var iv = new byte[IV_BYTES];
            buffer.get(iv);
            var sealed = new byte[buffer.remaining()];
            buffer.get(sealed);
            return Arrays.equals(magic, MAGIC) && sealed.length >= TAG_BITS / 8
                    ? Optional.of(new Ciphertext(
                            new String(id, StandardCharsets.US_ASCII),
                            HexFormat.of().formatHex(material),
                            iv,
                            sealed))
                    : Optional.empty();
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(
            int mode, String keyId, KeyMaterial.Version material, byte[] iv, Map<String, String> context)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(material.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(authenticated(keyId, material.id(), context));
        return cipher;
    }

    /** A length precedes every part, so different contexts never give the same bytes. The map is sorted. */
    private static byte[] authenticated(String keyId, String materialId, Map<String, String> context) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            part(out, keyId);
            part(out, materialId);
            for (var entry : context.entrySet()) {
                part(out, entry.getKey());
                part(out, entry.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void part(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
