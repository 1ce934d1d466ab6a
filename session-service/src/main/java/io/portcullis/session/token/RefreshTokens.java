package io.portcullis.session.token;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.crypto.KeyRing;
import io.portcullis.runtime.crypto.KeyedDigest;
import io.portcullis.runtime.crypto.OpaqueToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Writes and reads refresh tokens: `prt_` and base64url of
///
/// ```
/// account 16 ‖ session 16 ‖ generation 4 ‖ secret 32 ‖ MAC 16
/// ```
///
/// The ids let a rotation be one statement on the primary key. The MAC proves that we made the token, so only a token
/// that was once real can end its family when it turns up again; a guess with the right ids is just refused.
/// A successor's secret is a keyed digest of its predecessor: the same token always has the same successor, which
/// therefore need not be kept for the client whose answer was lost. Its further successors, which take the first one's
/// place for a client that changed networks, are digests of it and their number.
@ApplicationScoped
public class RefreshTokens {

  private static final String PREFIX = "prt";
  private static final int SECRET = 32;
  private static final int MAC = 16;
  private static final int BODY = 16 + 16 + Integer.BYTES + SECRET;

  private final KeyedDigest macs;
  private final KeyedDigest successors;
  private final SecureRandom random;

  RefreshTokens(KeyRing ring, SecureRandom random) {
    this.macs = ring.digestFor("refresh-token-mac");
    this.successors = ring.digestFor("refresh-token-successor");
    this.random = random;
  }

  /// The first of a family.
  public RefreshToken first(AccountId account, SessionId session) {
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    byte[] body = body(account, session, 0, secret);
    return read(body, macs.bytes(body));
  }

  public RefreshToken successorOf(RefreshToken token) {
    byte[] body = successorBody(token, successors.bytes(token.token().bytes()));
    return read(body, macs.bytes(body));
  }

  /// @param number of the successor that takes the place of the one before: 1 and more
  public RefreshToken successorOf(RefreshToken token, int number) {
    byte[] body = successorBody(token, successors.bytes(token.token().bytes(), numbered(number)));
    return read(body, macs.bytes(body));
  }

  /// @param number how many successors of the same token were there before
  public record Successor(RefreshToken token, int number) {}

  /// The successor of `token` that was handed out, found again by its digest: the ring's current key may have changed
  /// since. Empty when `digest` is not that of a successor.
  ///
  /// @param most how many may have taken the first one's place
  public Optional<Successor> successorOf(RefreshToken token, byte[] digest, int most) {
    return IntStream.rangeClosed(0, most).boxed().flatMap(number -> {
      List<byte[]> secrets = number == 0
          ? successors.candidates(token.token().bytes())
          : successors.candidates(token.token().bytes(), numbered(number));
      return IntStream.range(0, secrets.size()).mapToObj(key -> {
        byte[] body = successorBody(token, secrets.get(key));
        return new Successor(read(body, macs.candidates(body).get(key)), number);
      });
    }).filter(successor -> MessageDigest.isEqual(successor.token().digest(), digest)).findFirst();
  }

  private static byte[] numbered(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, number).array();
  }

  /// Empty when it is not a refresh token that this service made.
  public Optional<RefreshToken> parse(String text) {
    return OpaqueToken.parse(PREFIX, BODY + MAC, text)
        .map(OpaqueToken::bytes)
        .filter(bytes -> macs.isAuthentic(Arrays.copyOfRange(bytes, BODY, bytes.length), Arrays.copyOf(bytes, BODY)))
        .map(bytes -> read(Arrays.copyOf(bytes, BODY), Arrays.copyOfRange(bytes, BODY, bytes.length)));
  }

  private static byte[] successorBody(RefreshToken token, byte[] secret) {
    return body(token.account(), token.session(), token.generation() + 1, secret);
  }

  private static byte[] body(AccountId account, SessionId session, int generation, byte[] secret) {
    ByteBuffer body = ByteBuffer.allocate(BODY);
    put(body, account.value());
    put(body, session.value());
    return body.putInt(generation).put(secret).array();
  }

  private static RefreshToken read(byte[] body, byte[] mac) {
    ByteBuffer fields = ByteBuffer.wrap(body);
    byte[] bytes = ByteBuffer.allocate(BODY + MAC).put(body).put(mac, 0, MAC).array();
    return new RefreshToken(
        new AccountId(uuid(fields)), new SessionId(uuid(fields)), fields.getInt(), new OpaqueToken(PREFIX, bytes));
  }

  private static void put(ByteBuffer bytes, UUID id) {
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static UUID uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
