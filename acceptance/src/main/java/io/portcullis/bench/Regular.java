package io.portcullis.bench;

import io.portcullis.acceptance.Customer;

/// A customer who comes often, always on the same device.
final class Regular {
  private final Customer customer;
  private String accessToken;
  private String refreshToken;

  /// @param customer signed in
  Regular(Customer customer) {
    this.customer = customer;
    this.accessToken = customer.accessToken();
    this.refreshToken = customer.refreshToken();
  }

  void holds(String access, String refresh) {
    accessToken = access;
    refreshToken = refresh;
  }

  String identifier() {
    return customer.identifier();
  }

  String password() {
    return customer.password();
  }

  String deviceToken() {
    return customer.held().deviceToken();
  }

  String accessToken() {
    return accessToken;
  }

  String refreshToken() {
    return refreshToken;
  }
}
