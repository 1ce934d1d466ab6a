package io.portcullis.bench;

import java.util.List;

/// Customers out of the generated ones, so many and so far apart that their rows are no more likely to be at hand than
/// anybody else's. Each connection serves its own, one after the other.
final class Guests {
  private final List<Guest> guests;
  private final int connections;
  private final int[] turn;

  Guests(List<String> accounts, int connections) {
    this.guests = accounts.stream().map(Guest::new).toList();
    this.connections = connections;
    this.turn = new int[connections];
  }

  int count() {
    return guests.size();
  }

  /// Whose turn it is.
  Guest next(int connection) {
    turn[connection] += connections;
    return last(connection);
  }

  /// Whose turn it was last.
  Guest last(int connection) {
    return guests.get((connection + turn[connection]) % (guests.size() - guests.size() % connections));
  }

  /// What one of them holds.
  static final class Guest {
    private final String account;
    private String accessToken;
    private String refreshToken;
    private String deviceToken;

    private Guest(String account) {
      this.account = account;
    }

    String account() {
      return account;
    }

    String accessToken() {
      return accessToken;
    }

    String refreshToken() {
      return refreshToken;
    }

    /// Null until the first sign-in.
    String deviceToken() {
      return deviceToken;
    }

    void holds(String access, String refresh) {
      accessToken = access;
      refreshToken = refresh;
    }

    void comesFrom(String device) {
      deviceToken = device;
    }
  }
}
