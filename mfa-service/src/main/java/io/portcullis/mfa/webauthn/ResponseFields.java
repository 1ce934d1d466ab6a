package io.portcullis.mfa.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.webauthn.data.ByteArray;
import io.portcullis.runtime.crypto.Base64Url;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads what a client's `toJSON()` wrote, with bounds. Members that we do not know are left alone: browsers add some.
///
/// A member that can't be read leaves an empty value behind and makes [#isReadable] false.
final class ResponseFields {

  /// Several times what the largest attestation takes.
  private static final int LONGEST = 16 * 1024;
  /// WebAuthn L3 §7.1 step 24.
  private static final int LONGEST_ID = 1023;
  private static final int LONGEST_HANDLE = 64;

  private static final int MOST_TRANSPORTS = 8;
  private static final String TRANSPORT = "[a-z-]{1,32}";

  private static final ByteArray NONE = new ByteArray(new byte[0]);

  private final JsonNode credential;
  private final JsonNode response;
  private boolean readable;

  ResponseFields(JsonNode credential) {
    this.credential = credential;
    response = credential.path("response");
    readable = credential.isObject() && response.isObject() && credential.toString().length() <= LONGEST
        && credential.path("type").asText().equals("public-key");
  }

  boolean isReadable() {
    return readable;
  }

  ByteArray id() {
    ByteArray id = bytes(credential.path("id"));
    readable &= id.size() <= LONGEST_ID && bytes(credential.path("rawId")).equals(id);
    return id;
  }

  ByteArray bytes(String name) {
    return bytes(response.path(name));
  }

  /// Empty when the authenticator told none, which browsers write as absent or null.
  Optional<ByteArray> userHandle() {
    JsonNode handle = response.path("userHandle");
    if (handle.isMissingNode() || handle.isNull()) {
      return Optional.empty();
    }
    ByteArray bytes = bytes(handle);
    readable &= bytes.size() <= LONGEST_HANDLE;
    return Optional.of(bytes);
  }

  /// Hints for later ceremonies, and no more: whatever does not look like one is dropped.
  List<String> transports() {
    return StreamSupport.stream(response.path("transports").spliterator(), false)
        .flatMap(each -> each.isTextual() ? Stream.of(each.textValue()) : Stream.empty())
        .filter(each -> each.matches(TRANSPORT)).distinct().sorted().limit(MOST_TRANSPORTS).toList();
  }

  /// WebAuthn L3 §10.1.3: empty when the client does not know.
  Optional<Boolean> discoverable() {
    JsonNode rk = credential.path("clientExtensionResults").path("credProps").path("rk");
    return rk.isBoolean() ? Optional.of(rk.booleanValue()) : Optional.empty();
  }

  private ByteArray bytes(JsonNode text) {
    Optional<ByteArray> bytes = text.isTextual() ? decode(text.textValue()) : Optional.empty();
    readable &= bytes.isPresent();
    return bytes.orElse(NONE);
  }

  private static Optional<ByteArray> decode(String text) {
    return Base64Url.decode(text).map(ByteArray::new).filter(bytes -> !bytes.isEmpty());
  }
}
