package io.portcullis.mfa.webauthn;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.Optional;
import java.util.Set;

/// The one credential that an assertion names, read before: the library asks for it in the middle of its checks, where
/// nobody may wait for a database.
record OneCredential(StoredCredential stored) implements CredentialRepository {

  /// For registrations: that an id is new is decided by the database, which alone sees two of them at once.
  static final CredentialRepository NONE = new CredentialRepository() {
    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
      return Set.of();
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
      return Optional.empty();
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
      return Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
      return Optional.empty();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
      return Set.of();
    }
  };

  @Override
  public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
    return Set.of();
  }

  @Override
  public Optional<ByteArray> getUserHandleForUsername(String username) {
    return Optional.of(stored.userHandle()).filter(_ -> username.equals(stored.account().toString()));
  }

  @Override
  public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
    return Optional.of(stored.account().toString()).filter(_ -> userHandle.equals(stored.userHandle()));
  }

  @Override
  public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
    return lookupAll(credentialId).stream().filter(_ -> userHandle.equals(stored.userHandle())).findFirst();
  }

  @Override
  public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
    return credentialId.equals(stored.credentialId())
        ? Set.of(RegisteredCredential.builder().credentialId(credentialId).userHandle(stored.userHandle())
            .publicKeyCose(stored.publicKey()).signatureCount(stored.signatureCounter()).build())
        : Set.of();
  }
}
