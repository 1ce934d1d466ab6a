package io.portcullis.acceptance.journey;

import io.portcullis.acceptance.Identifier;

/// The two ways to be a customer.
enum Way {
  EMAIL("email"), PHONE("sms");

  final String channel;

  Way(String channel) {
    this.channel = channel;
  }

  Identifier fresh() {
    return switch (this) {
      case EMAIL -> Identifier.email("customer");
      case PHONE -> Identifier.phone();
    };
  }
}
