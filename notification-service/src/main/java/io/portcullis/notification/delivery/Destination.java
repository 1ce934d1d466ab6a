package io.portcullis.notification.delivery;

import static java.util.Objects.requireNonNull;

import io.portcullis.contracts.Address;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import java.util.UUID;

/// Where one letter goes.
///
/// @param value an address of a person, or the id of a browser's push subscription
@RegisterForReflection
public record Destination(Channel channel, String value) {

  public Destination {
    requireNonNull(channel);
    requireNonNull(value);
  }

  public static Destination of(Address address) {
    return new Destination(Channel.of(address.channel()), address.value());
  }

  public static Destination browser(UUID subscription) {
    return new Destination(Channel.PUSH, subscription.toString());
  }

  /// Empty for a browser.
  Optional<Address> address() {
    return switch (channel) {
      case EMAIL -> Optional.of(new Address(Address.Channel.EMAIL, value));
      case SMS -> Optional.of(new Address(Address.Channel.SMS, value));
      case PUSH -> Optional.empty();
    };
  }

  /// Redacted, as an address is.
  @Override
  public String toString() {
    return channel + ":[redacted]";
  }
}
