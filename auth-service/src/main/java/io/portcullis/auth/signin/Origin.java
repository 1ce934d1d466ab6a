package io.portcullis.auth.signin;

/// Where a request came from.
///
/// @param network   what limits count by: an IPv4 address, or an IPv6 /64
/// @param address   the client's address
/// @param userAgent as the client calls itself; empty when it does not
record Origin(String network, String address, String userAgent) {

  // More than any browser sends, and no more than is kept.
  private static final int LONGEST_USER_AGENT = 512;

  Origin {
    userAgent = userAgent.length() > LONGEST_USER_AGENT ? userAgent.substring(0, LONGEST_USER_AGENT) : userAgent;
  }
}
