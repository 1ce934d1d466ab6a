package io.portcullis.recovery.password;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.Address;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.Message.PasswordResetCode;
import io.portcullis.contracts.Message.PasswordResetLink;
import io.portcullis.recovery.account.Reachable;
import io.portcullis.runtime.crypto.OpaqueToken;
import io.portcullis.runtime.event.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Mints what resets a password, with the message that carries it: a link by mail, a code by text message. While a number's codes
/// have been guessed at too often, its text messages carry the link.
@ApplicationScoped
class MintReset {

  private final ResetSlots slots;
  private final ResetCodes codes;
  private final ResetGuesses guesses;
  private final LinkAddress address;
  private final ResetConfig config;
  private final Ids ids;

  MintReset(ResetSlots slots, ResetCodes codes, ResetGuesses guesses, LinkAddress address, ResetConfig config, Ids ids) {
    this.slots = slots;
    this.codes = codes;
    this.guesses = guesses;
    this.address = address;
    this.config = config;
    this.ids = ids;
  }

  record Minted(NewLink link, Message message) {

    @Override
    public String toString() {
      return "Minted[redacted]";
    }
  }

  Uni<Minted> handle(ResetRequest request, Reachable owner, Instant now) {
    return switch (owner.address().channel()) {
      case EMAIL -> now(link(owner, now));
      case SMS -> guesses.areUsedUp(slots.key(request.identifier())).map(usedUp -> usedUp ? link(owner, now) : code(owner, now));
    };
  }

  private Minted link(Reachable owner, Instant now) {
    Address.Channel channel = owner.address().channel();
    OpaqueToken token = address.token(channel);
    return new Minted(NewLink.carried(ids.next(), token, now, now.plus(config.linkLifetime())),
        new PasswordResetLink(owner.address(), owner.locale(), Optional.of(owner.account()), address.of(token, channel),
            config.linkLifetime()));
  }

  private Minted code(Reachable owner, Instant now) {
    UUID id = ids.next();
    String code = codes.next();
    return new Minted(
        NewLink.behind(new NewLink.Code(codes.digest(id, code), now.plus(ResetCodes.LIFETIME)), id, now, now.plus(config.linkLifetime())),
        new PasswordResetCode(owner.address(), owner.locale(), Optional.of(owner.account()), code, ResetCodes.LIFETIME));
  }
}
