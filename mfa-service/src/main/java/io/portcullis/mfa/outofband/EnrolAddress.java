package io.portcullis.mfa.outofband;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Message.CodeUse;
import io.portcullis.mfa.outofband.PendingAddresses.Pending;
import io.portcullis.mfa.outofband.SendBudget.Share;
import io.portcullis.mfa.outofband.SendVerdict.Sent;
import io.portcullis.mfa.outofband.SendVerdict.Wait;
import io.portcullis.mfa.policy.AssuranceProfile;
import io.portcullis.mfa.policy.ChangePolicy;
import io.portcullis.mfa.policy.ChangePolicy.Admitted;
import io.portcullis.mfa.policy.EnrolmentPace;
import io.portcullis.mfa.policy.Method;
import io.portcullis.runtime.crypto.Secret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.identifier.Identifier;
import io.portcullis.runtime.identifier.MailRoutes;
import io.portcullis.runtime.identifier.TextRoutes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Sends a code to an address that a customer names; until it comes back, the address proves nothing, and an older one
/// stays.
@ApplicationScoped
class EnrolAddress {

  /// How long sends and tries are counted together; a customer who used them up waits so long.
  static final Duration SLOT = Duration.ofHours(1);

  private final TextRoutes routes;
  private final MailRoutes mail;
  private final ChangePolicy policy;
  private final EnrolmentPace pace;
  private final AssuranceProfile profile;
  private final SendCode sendCode;
  private final PendingAddresses pending;
  private final CodeAddressBox box;
  private final Postgres postgres;
  private final Clock clock;

  EnrolAddress(TextRoutes routes, MailRoutes mail, ChangePolicy policy, EnrolmentPace pace, AssuranceProfile profile,
      SendCode sendCode, PendingAddresses pending, CodeAddressBox box, Postgres postgres, Clock clock) {
    this.routes = routes;
    this.mail = mail;
    this.policy = policy;
    this.pace = pace;
    this.profile = profile;
    this.sendCode = sendCode;
    this.pending = pending;
    this.box = box;
    this.postgres = postgres;
    this.clock = clock;
  }

  sealed interface EnrolmentVerdict {

    record Begun(Sent sent) implements EnrolmentVerdict {}

    record Throttled(Duration retryAfter) implements EnrolmentVerdict {}

    /// It is no address of this kind, or none that can receive a code.
    record AddressRefused() implements EnrolmentVerdict {}

    /// A satellite's, a premium or shared-cost one, or of a country that this installation does not serve.
    record NumberNotSupported() implements EnrolmentVerdict {}

    /// Mail to it needs SMTPUTF8 (RFC 6531), which the mail server here does not have.
    record AddressUnsupported() implements EnrolmentVerdict {}

    record NotAdmitted() implements EnrolmentVerdict {}
  }

  /// What a customer wants codes to be sent to.
  ///
  /// @param besideStronger whether it may be offered although a stronger factor is enrolled
  record Wish(Method method, String typed, boolean besideStronger, Optional<String> locale, Optional<Secret> passwordProof) {}

  Uni<EnrolmentVerdict> handle(Wish wish) {
    return pace.begin().chain(wait -> wait.isPresent()
        ? Uni.createFrom().item(new EnrolmentVerdict.Throttled(wait.get()))
        : begin(wish));
  }

  private Uni<EnrolmentVerdict> begin(Wish wish) {
    return postgres.withTransaction(tx -> admit(tx, wish)).chain(admitted -> {
      if (!profile.admits(wish.method())) {
        return Uni.createFrom().item(new EnrolmentVerdict.NotAdmitted());
      }
      return Identifier.parse(wish.typed())
          .filter(address -> address.type() == CodeAddressBox.typeOf(wish.method()))
          .map(address -> unreachable(address).map(verdict -> Uni.createFrom().item(verdict))
              .orElseGet(() -> begin(admitted.account(), wish, address)))
          .orElseGet(() -> Uni.createFrom().item(new EnrolmentVerdict.AddressRefused()));
    });
  }

  private Optional<EnrolmentVerdict> unreachable(Identifier address) {
    if (!routes.reach(address)) {
      return Optional.of(new EnrolmentVerdict.NumberNotSupported());
    }
    return mail.reach(address) ? Optional.empty() : Optional.of(new EnrolmentVerdict.AddressUnsupported());
  }

  // Keeps nothing: who is not admitted uses up no budget, and learns nothing of an address.
  private Uni<Admitted> admit(SqlConnection tx, Wish wish) {
    return policy.admitEnrolment(tx, ChangePolicy.FRESH, wish.passwordProof())
        .chain(admitted -> replacing(policy, tx, admitted, wish.method(), ChangePolicy.FRESH));
  }

  private Uni<Admitted> beginning(SqlConnection tx, Wish wish) {
    return policy.beginEnrolment(tx, ChangePolicy.FRESH, wish.passwordProof())
        .chain(admitted -> replacing(policy, tx, admitted, wish.method(), ChangePolicy.FRESH));
  }

  static Uni<Admitted> ending(ChangePolicy policy, SqlConnection tx, Method method, Duration maxAge) {
    return policy.admitEndOfEnrolment(tx, maxAge).chain(admitted -> replacing(policy, tx, admitted, method, maxAge));
  }

  /// A first address is a factor more; another one in its place may be a thief's.
  private static Uni<Admitted> replacing(
      ChangePolicy policy, SqlConnection tx, Admitted admitted, Method method, Duration maxAge) {
    return admitted.enrolled(method) == 0
        ? Uni.createFrom().item(admitted)
        : policy.admitRemoval(tx, method, Optional.empty(), maxAge);
  }

  private Uni<EnrolmentVerdict> begin(AccountId account, Wish wish, Identifier address) {
    Instant slotEnds = clock.instant().plus(SLOT);
    return sendCode.send(CodeSlot.ofEnrolment(account, wish.method()), slotEnds, Share.UNPROVED, address,
            CodeUse.ENROLMENT, wish.locale(), tx -> name(tx, account, wish, address))
        .map(verdict -> switch (verdict) {
          case Sent sent -> new EnrolmentVerdict.Begun(sent);
          case Wait(var retryAfter) -> new EnrolmentVerdict.Throttled(retryAfter);
          case SendVerdict.Nowhere() -> new EnrolmentVerdict.AddressRefused();
        });
  }

  // Admitted again, in the transaction that keeps the address: what voids enrolments that are under way may have
  // come in between, and has taken the proof along.
  private Uni<Void> name(SqlConnection tx, AccountId account, Wish wish, Identifier address) {
    return beginning(tx, wish).chain(admitted -> pending.put(tx, account, wish.method(),
        new Pending(box.seal(account, wish.method(), address), wish.besideStronger(), admitted.ground())));
  }
}
