package io.portcullis.recovery.evidence;

import io.portcullis.runtime.crypto.SealedBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Seals the files of a case by AES-256-GCM under a key that belongs to the case alone. That key is sealed by the service's key
/// ring. Without it the files can't be read, in backups neither.
@ApplicationScoped
public class EvidenceBox {

  private final SealedBox box;

  EvidenceBox(SealedBox box) {
    this.box = box;
  }

  /// A key for a case, sealed.
  public String newKey(UUID recoveryCase) {
    return box.seal(box.newContentKey().getEncoded(), place(recoveryCase));
  }

  public boolean isOutdated(String sealedKey) {
    return box.isOutdated(sealedKey);
  }

  /// The same key, sealed by the ring's current one.
  public String renewed(UUID recoveryCase, String sealedKey) {
    return box.seal(box.open(sealedKey, place(recoveryCase)), place(recoveryCase));
  }

  byte[] seal(UUID recoveryCase, String sealedKey, UUID file, byte[] content) {
    return box.sealUnder(key(recoveryCase, sealedKey), content, place(recoveryCase, file));
  }

  byte[] open(UUID recoveryCase, String sealedKey, UUID file, byte[] sealed) {
    return box.openUnder(key(recoveryCase, sealedKey), sealed, place(recoveryCase, file));
  }

  private SecretKey key(UUID recoveryCase, String sealedKey) {
    return new SecretKeySpec(box.open(sealedKey, place(recoveryCase)), "AES");
  }

  private static String place(UUID recoveryCase) {
    return "recovery_case/" + recoveryCase + "/evidence";
  }

  private static String place(UUID recoveryCase, UUID file) {
    return place(recoveryCase) + '/' + file;
  }
}
