package io.portcullis.contracts;

import java.time.Instant;
import java.util.Optional;

/// What notification-service publishes.
@PublishedBy("notification-service")
public sealed interface NotificationEvent extends SecurityEvent {

  /// The phrase that our messages carry was changed.
  @WireName("io.portcullis.notification.anti-phishing-code-changed.v1")
  record AntiPhishingCodeChanged(EventId id, AccountId subject, Instant time, Change change) implements NotificationEvent {}

  /// What one of the exchange's own systems told of a withdrawal.
  ///
  /// @param system      the name that the system proved
  /// @param amount      a decimal number as text
  /// @param destination where it goes, shortened to what a person recognises
  @WireName("io.portcullis.notification.withdrawal-told.v1")
  record WithdrawalTold(EventId id, AccountId subject, Instant time, String system, WithdrawalStep step, String asset, String amount,
      Optional<String> destination) implements NotificationEvent {}

  enum WithdrawalStep { REQUESTED, HELD, DECLINED, EXECUTED }

  /// A price that the customer waits for was reached, one of the exchange's own systems told.
  ///
  /// @param price a decimal number as text
  @WireName("io.portcullis.notification.price-reached.v1")
  record PriceReached(EventId id, AccountId subject, Instant time, String system, String market, String price)
      implements NotificationEvent {}

  /// The customer signed in to a part of the exchange that keeps sessions of its own, one of its systems told.
  ///
  /// @param application the part, as its customers call it
  @WireName("io.portcullis.notification.exchange-login.v1")
  record ExchangeLogin(EventId id, AccountId subject, Instant time, String system, String application, Optional<String> address,
      Optional<String> place) implements NotificationEvent, FromPlace {}

  /// The customer chose which alerts come by which channel, and when.
  ///
  /// @param weakened whether fewer of them come, or later
  @WireName("io.portcullis.notification.notification-preferences-changed.v1")
  record NotificationPreferencesChanged(EventId id, AccountId subject, Instant time, boolean weakened) implements NotificationEvent {}

  /// A mail provider reported trouble with mail to one of the account's addresses.
  @WireName("io.portcullis.notification.mail-reported.v1")
  record MailReported(EventId id, AccountId subject, Instant time, MailTrouble trouble) implements NotificationEvent {}

  enum MailTrouble { BOUNCED, COMPLAINED_OF }

  /// notification-service has erased the personal data of a closed account. The audit trail stays.
  @WireName("io.portcullis.notification.notification-data-erased.v1")
  record NotificationDataErased(EventId id, AccountId subject, Instant time) implements NotificationEvent {}

  enum Change { SET, REMOVED }
}
