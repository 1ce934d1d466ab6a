package io.portcullis.session.oauth;

import io.portcullis.runtime.crypto.OpaqueToken;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What somebody who knows the format, the ids and an old token can make of them, checksum and all.
final class ForgedRefreshTokens {

  private ForgedRefreshTokens() {}

  static List<String> of(String genuine) {
    byte[] bytes = Base64.getUrlDecoder().decode(genuine.substring(4, genuine.length() - 6));
    // One bit in each field: account, session, generation, secret, MAC.
    Stream<byte[]> altered = IntStream.of(0, 20, 35, 50, bytes.length - 1).mapToObj(index -> {
      byte[] copy = bytes.clone();
      copy[index] ^= 1;
      return copy;
    });
    byte[] invented = bytes.clone();
    for (int i = 36; i < invented.length; i++) {
      invented[i] = (byte) i;
    }
    return Stream.concat(altered, Stream.of(invented)).map(forged -> new OpaqueToken("prt", forged).reveal()).toList();
  }
}
