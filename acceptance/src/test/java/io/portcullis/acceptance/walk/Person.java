package io.portcullis.acceptance.walk;

import com.fasterxml.jackson.databind.JsonNode;
import io.portcullis.acceptance.Client;
import io.portcullis.acceptance.Customer;
import io.portcullis.acceptance.SecurityKey;
import io.portcullis.acceptance.Totp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One account as the model knows it: what its owner holds, and every door that is or was open.
final class Person {
  final Customer customer;
  final List<Attempt> attempts = new ArrayList<>();
  final List<Session> sessions = new ArrayList<>();
  final Deque<String> recoveryCodes = new ArrayDeque<>();
  /// Codes and challenges that were accepted once: they prove nothing any more.
  final Set<Object> spent = new HashSet<>();
  Optional<Totp> app = Optional.empty();
  boolean hasKey;

  Person(Customer customer) {
    this.customer = customer;
  }

  Client client() {
    return customer.client();
  }

  SecurityKey key() {
    return customer.securityKey();
  }

  /// Something under way that may end in tokens.
  ///
  /// @param path    where it is continued
  /// @param session whose step-up it is; empty for a sign-in
  /// @param proved  what whoever walks it has proved of this person so far
  record Attempt(String path, Optional<Session> session, Proved proved, List<JsonNode> challenges) {
    Attempt(String path, Optional<Session> session, Proved proved) {
      this(path, session, proved, new ArrayList<>());
    }
  }

  /// An open session and all that was ever proved in it.
  static final class Session {
    final Proved proved;
    String accessToken;
    String refreshToken;

    Session(Proved proved, String accessToken, String refreshToken) {
      this.proved = proved;
      this.accessToken = accessToken;
      this.refreshToken = refreshToken;
    }
  }
}
