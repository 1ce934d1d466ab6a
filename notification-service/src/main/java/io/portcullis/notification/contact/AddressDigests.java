package io.portcullis.notification.contact;

import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What is kept of a mailbox where its address need not be read again.
@ApplicationScoped
public class AddressDigests {

  private final KeyedDigest digest;

  AddressDigests(KeyRing ring) {
    digest = ring.digestFor("mail-address");
  }

  public String of(String mailbox) {
    return digest.of(mailbox);
  }

  /// Under each key of the ring.
  List<String> everyOf(String mailbox) {
    return digest.everyOf(mailbox);
  }

  boolean matches(String kept, String mailbox) {
    return digest.matches(kept, mailbox);
  }
}
