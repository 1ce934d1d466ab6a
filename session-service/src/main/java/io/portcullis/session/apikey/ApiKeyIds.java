package io.portcullis.session.apikey;

import io.portcullis.contracts.AccountId;
import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.crypto.OpaqueToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// Ids `account ‖ key ‖ MAC`, and secrets `account ‖ key ‖ MAC ‖ 256 random bits`. The MAC keeps strangers away from the
/// database: an invented id is refused without looking for it.
@ApplicationScoped
class ApiKeyIds {

  static final String SECRET_PREFIX = "pak";

  private static final int NAMED = 32;
  static final int MAC = 16;
  private static final int ID = NAMED + MAC;
  private static final int SECRET = 32;

  private final KeyedDigest macs;
  private final SecureRandom random;

  ApiKeyIds(KeyRing ring, SecureRandom random) {
    this.macs = ring.digestFor("api-key-id");
    this.random = random;
  }

  ApiKeyId of(AccountId account, UUID key) {
    return of(account, key, Arrays.copyOf(macs.bytes(named(account, key)), MAC));
  }

  /// @param mac that it was made with: the ring's current key may be another one by now
  static ApiKeyId of(AccountId account, UUID key, byte[] mac) {
    return new ApiKeyId(account, key,
        Base64Url.encode(ByteBuffer.allocate(ID).put(named(account, key)).put(mac).array()));
  }

  static byte[] mac(ApiKeyId id) {
    return Arrays.copyOfRange(Base64Url.decode(id.text()).orElseThrow(), NAMED, ID);
  }

  /// What `text` names, whether or not this house made it up; empty when it is no id at all.
  static Optional<ApiKeyId> read(String text) {
    return Base64Url.decode(text).filter(bytes -> bytes.length == ID).map(bytes -> read(text, bytes));
  }

  /// Whether this house made it.
  boolean isAuthentic(ApiKeyId id) {
    return macs.isAuthentic(mac(id), named(id.account(), id.key()));
  }

  OpaqueToken secretOf(ApiKeyId id) {
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    return new OpaqueToken(SECRET_PREFIX,
        ByteBuffer.allocate(ID + SECRET).put(Base64Url.decode(id.text()).orElseThrow()).put(secret).array());
  }

  /// Which key it is the secret of, if it is one that this house made.
  Optional<ApiKeyId> ofSecret(String text) {
    return OpaqueToken.parse(SECRET_PREFIX, ID + SECRET, text)
        .map(token -> Arrays.copyOf(token.bytes(), ID))
        .map(bytes -> read(Base64Url.encode(bytes), bytes))
        .filter(this::isAuthentic);
  }

  private static ApiKeyId read(String text, byte[] bytes) {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    return new ApiKeyId(new AccountId(uuid(fields)), uuid(fields), text);
  }

  private static byte[] named(AccountId account, UUID key) {
    return ByteBuffer.allocate(NAMED)
        .putLong(account.value().getMostSignificantBits()).putLong(account.value().getLeastSignificantBits())
        .putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits()).array();
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
