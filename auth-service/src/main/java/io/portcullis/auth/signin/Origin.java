package io.portcullis.auth.signin;

import io.portcullis.runtime.http.ClientNetwork;
import io.portcullis.runtime.token.KeyThumbprint;
import java.util.Optional;

/// Where a request came from.
///
/// @param address   the client's address
/// @param userAgent as the client calls itself; empty when it does not
/// @param key       that the client proved to hold (RFC 9449)
/// @param page      empty unless a page of ours is sure to have sent it
record Origin(ClientNetwork network, String address, String userAgent, Optional<KeyThumbprint> key, Optional<Page> page) {

  // More than any browser sends, and no more than is kept.
  private static final int LONGEST_USER_AGENT = 512;

  /// A page of ours.
  ///
  /// @param deviceToken what its browser keeps in a cookie
  record Page(Optional<String> deviceToken) {

    @Override
    public String toString() {
      return "Page[redacted]";
    }
  }

  Origin {
    userAgent = userAgent.length() > LONGEST_USER_AGENT ? userAgent.substring(0, LONGEST_USER_AGENT) : userAgent;
  }

  /// Whether tokens may go there. Into cookies for our own pages only: any other site could have its visitors signed in,
  /// unawares, to an account of its choice (A-33, login CSRF).
  boolean admits(TokensIn tokensIn) {
    return tokensIn != TokensIn.COOKIES || page.isPresent();
  }

  /// What the client says of its device counts before what its browser keeps.
  Optional<String> deviceToken(Optional<String> said, TokensIn tokensIn) {
    return said.or(() -> page.filter(_ -> tokensIn == TokensIn.COOKIES).flatMap(Page::deviceToken));
  }
}
