package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.data.ByteArray;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.webauthn.CreationOptions.Descriptor;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Credentials that nobody has, for accounts that have none: else asking for a passkey would tell who has one, or who has
/// an account (WebAuthn L3 §14.6.2). The same ones for the same account each time, until the key ring's current key changes.
@ApplicationScoped
class Decoys {

  /// Lengths and transports as real makes have them.
  private enum Make {
    GOOGLE(16, "hybrid", "internal"),
    APPLE(20, "hybrid", "internal"),
    WINDOWS(32, "internal"),
    KEY(48, "nfc", "usb"),
    OLDER_KEY(64, "usb");

    private final int idBytes;
    private final List<String> transports;

    Make(int idBytes, String... transports) {
      this.idBytes = idBytes;
      this.transports = List.of(transports);
    }
  }

  private final KeyedDigest digest;

  Decoys(KeyRing ring) {
    digest = ring.digestFor("webauthn-decoys");
  }

  List<Descriptor> of(AccountId account) {
    byte[] shape = bytes(account, "shape");
    int count = count(shape[0] & 0xFF);
    var decoys = new ArrayList<Descriptor>(count);
    for (int i = 0; i < count; i++) {
      Make make = Make.values()[(shape[i + 1] & 0xFF) % Make.values().length];
      decoys.add(Descriptor.of(new ByteArray(id(account, i, make.idBytes)), make.transports));
    }
    return decoys;
  }

  // As people have them: most one, some two, a few three.
  private static int count(int draw) {
    return draw < 150 ? 1 : draw < 225 ? 2 : 3;
  }

  private byte[] id(AccountId account, int number, int length) {
    byte[] first = bytes(account, "id " + number);
    byte[] id = Arrays.copyOf(first, length);
    if (length > first.length) {
      System.arraycopy(bytes(account, "rest " + number), 0, id, first.length, length - first.length);
    }
    return id;
  }

  private byte[] bytes(AccountId account, String purpose) {
    return digest.bytes(
        account.toString().getBytes(StandardCharsets.US_ASCII), purpose.getBytes(StandardCharsets.US_ASCII));
  }
}
