package io.portcullis.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/// A text with its signatures (C2SP signed-note).
///
/// @param text       ends with a newline
/// @param signatures the lines behind the blank one
public record SignedNote(String text, List<String> signatures) {

  private static final String DASH = "\u2014 ";
  private static final int MOST_SIGNATURES = 100;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /// @throws IllegalArgumentException when it is no note
  public static SignedNote parse(String note) {
    int gap = note.lastIndexOf("\n\n");
    if (gap < 0) {
      throw new IllegalArgumentException("a signed note has a blank line before its signatures");
    }
    List<String> signatures = note.substring(gap + 2).lines().toList();
    if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES
        || signatures.stream().anyMatch(line -> !line.startsWith(DASH))) {
      throw new IllegalArgumentException("a signed note ends with its signatures");
    }
    return new SignedNote(note.substring(0, gap + 1), signatures);
  }

  /// Notes without blank lines in their texts, one after another, with blank lines between them.
  public static List<SignedNote> parseAll(String file) {
    var notes = new ArrayList<SignedNote>();
    var text = new StringBuilder();
    var signatures = new ArrayList<String>();
    for (String line : file.split("\n")) {
      if (line.startsWith(DASH) && !text.isEmpty()) {
        signatures.add(line);
      } else if (!line.isEmpty()) {
        if (!signatures.isEmpty()) {
          finish(text, signatures, notes);
        }
        text.append(line).append('\n');
      }
    }
    if (!text.isEmpty()) {
      finish(text, signatures, notes);
    }
    return notes;
  }

  private static void finish(StringBuilder text, List<String> signatures, List<SignedNote> notes) {
    if (signatures.isEmpty()) {
      throw new IllegalArgumentException("a signed note ends with its signatures");
    }
    notes.add(new SignedNote(text.toString(), signatures));
    text.setLength(0);
    signatures.clear();
  }

  /// Adds a signature by the private half of `verifier`.
  public SignedNote signedBy(NoteVerifier verifier, PrivateKey key) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      byte[] signature = signer.sign();
      byte[] withId = ByteBuffer.allocate(Integer.BYTES + signature.length).putInt(verifier.id()).put(signature).array();
      var all = new ArrayList<>(signatures);
      all.add(DASH + verifier.name() + ' ' + Base64.getEncoder().encodeToString(withId));
      return new SignedNote(text, all);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("the key can't sign notes", unusable);
    }
  }

  /// Whether at least one of the keys signed it, and no signature in the name of such a key is wrong. Others' signatures are ignored.
  public boolean isSignedByAnyOf(Collection<NoteVerifier> verifiers) {
    boolean signed = false;
    for (NoteVerifier verifier : verifiers) {
      for (String line : signatures) {
        String[] parts = line.substring(DASH.length()).split(" ", 2);
        if (parts.length == 2 && parts[0].equals(verifier.name())) {
          byte[] withId = decoded(parts[1]);
          if (withId.length > Integer.BYTES && ByteBuffer.wrap(withId).getInt() == verifier.id()) {
            byte[] signature = Arrays.copyOfRange(withId, Integer.BYTES, withId.length);
            if (!verifier.verifies(text, signature)) {
              return false;
            }
            signed = true;
          }
        }
      }
    }
    return signed;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }

  @Override
  public String toString() {
    return text + '\n' + String.join("\n", signatures) + '\n';
  }
}
