package io.portcullis.notification.exchange;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.NotificationEvent.ExchangeLogin;
import io.portcullis.contracts.NotificationEvent.PriceReached;
import io.portcullis.contracts.NotificationEvent.WithdrawalStep;
import io.portcullis.contracts.NotificationEvent.WithdrawalTold;
import io.portcullis.contracts.SecurityEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a system of the exchange has a customer told. What a customer reads is bounded and printable: a letter in our name carries
/// no link and no sentence of somebody else's.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind", visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(value = ExchangeFact.Withdrawal.class,
        names = {"withdrawal-requested", "withdrawal-held", "withdrawal-declined", "withdrawal-executed"}),
    @JsonSubTypes.Type(value = ExchangeFact.PriceAlert.class, names = "price-alert"),
    @JsonSubTypes.Type(value = ExchangeFact.LoginNotice.class, names = "login-notice")})
@Schema(name = "ExchangeFact", description = "What a customer is told", discriminatorProperty = "kind",
    oneOf = {ExchangeFact.Withdrawal.class, ExchangeFact.PriceAlert.class, ExchangeFact.LoginNotice.class},
    discriminatorMapping = {
        @DiscriminatorMapping(value = "withdrawal-requested", schema = ExchangeFact.Withdrawal.class),
        @DiscriminatorMapping(value = "withdrawal-held", schema = ExchangeFact.Withdrawal.class),
        @DiscriminatorMapping(value = "withdrawal-declined", schema = ExchangeFact.Withdrawal.class),
        @DiscriminatorMapping(value = "withdrawal-executed", schema = ExchangeFact.Withdrawal.class),
        @DiscriminatorMapping(value = "price-alert", schema = ExchangeFact.PriceAlert.class),
        @DiscriminatorMapping(value = "login-notice", schema = ExchangeFact.LoginNotice.class)})
public sealed interface ExchangeFact {

  String DECIMAL = "[0-9]{1,30}(\\.[0-9]{1,30})?";
  String SYMBOL = "[A-Z0-9]{1,20}";
  String MARKET = "[A-Z0-9]{1,20}[/-][A-Z0-9]{1,20}";
  /// Letters, digits and a few marks: no address of a page, no line break.
  String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} ()_-]{0,39}";
  String PLACE = "[\\p{L}\\p{N}][\\p{L}\\p{N} ,()'-]{0,79}";
  String NETWORK_ADDRESS = "[0-9a-fA-F:.]{2,45}";

  AccountId accountId();

  /// When it happened; now, where it is left out.
  Optional<Instant> time();

  SecurityEvent event(EventId id, String system, Instant time);

  /// @param kind        `withdrawal-requested`, `-held`, `-declined` or `-executed`
  /// @param destination where it goes; the customer reads its first and last six characters
  @RegisterForReflection
  @Schema(name = "WithdrawalFact")
  record Withdrawal(@NotNull String kind, @NotNull AccountId accountId, Optional<Instant> time,
      @NotNull @Pattern(regexp = SYMBOL) String asset, @NotNull @Pattern(regexp = DECIMAL) String amount,
      Optional<@Pattern(regexp = "[A-Za-z0-9:._-]{1,128}") String> destination) implements ExchangeFact {

    private static final int ENDS = 6;

    @Override
    public SecurityEvent event(EventId id, String system, Instant at) {
      return new WithdrawalTold(id, accountId, at, system, step(), asset, amount, destination.map(Withdrawal::shortened));
    }

    private WithdrawalStep step() {
      return switch (kind) {
        case "withdrawal-requested" -> WithdrawalStep.REQUESTED;
        case "withdrawal-held" -> WithdrawalStep.HELD;
        case "withdrawal-declined" -> WithdrawalStep.DECLINED;
        default -> WithdrawalStep.EXECUTED;
      };
    }

    // The whole address would stand in Kafka, in the trail and in mailboxes.
    private static String shortened(String address) {
      return address.length() <= 2 * ENDS ? address
          : address.substring(0, ENDS) + "…" + address.substring(address.length() - ENDS);
    }
  }

  @RegisterForReflection
  @Schema(name = "PriceAlertFact")
  record PriceAlert(@NotNull String kind, @NotNull AccountId accountId, Optional<Instant> time,
      @NotNull @Pattern(regexp = MARKET) String market, @NotNull @Pattern(regexp = DECIMAL) String price) implements ExchangeFact {

    @Override
    public SecurityEvent event(EventId id, String system, Instant at) {
      return new PriceReached(id, accountId, at, system, market, price);
    }
  }

  /// @param application the part of the exchange, as its customers call it
  @RegisterForReflection
  @Schema(name = "LoginNoticeFact")
  record LoginNotice(@NotNull String kind, @NotNull AccountId accountId, Optional<Instant> time,
      @NotNull @Pattern(regexp = NAME) String application, Optional<@Pattern(regexp = NETWORK_ADDRESS) String> address,
      Optional<@Pattern(regexp = PLACE) String> place) implements ExchangeFact {

    @Override
    public SecurityEvent event(EventId id, String system, Instant at) {
      return new ExchangeLogin(id, accountId, at, system, application, address, place);
    }
  }
}
