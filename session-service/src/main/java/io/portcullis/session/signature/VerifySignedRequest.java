package io.portcullis.session.signature;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.session.apikey.ApiKey;
import io.portcullis.session.apikey.HeldKey;
import io.portcullis.session.apikey.HeldKeys;
import io.portcullis.session.apikey.NoteUse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Whether a request was signed with a customer's key, just now, for the first time, from where the key counts (RFC 9421 §3.2).
///
/// What is wrong is told to the key's holder alone: before the signature is known to be right every refusal is the same.
@ApplicationScoped
public class VerifySignedRequest {

  private final MessageSignature messages;
  private final PlainSignature plain;
  private final HeldKeys held;
  private final SeenSignatures seen;
  private final NoteUse noteUse;
  private final Clock clock;

  VerifySignedRequest(MessageSignature messages, PlainSignature plain, HeldKeys held, SeenSignatures seen, NoteUse noteUse, Clock clock) {
    this.messages = messages;
    this.plain = plain;
    this.held = held;
    this.seen = seen;
    this.noteUse = noteUse;
    this.clock = clock;
  }

  public sealed interface Verdict {

    /// @param digest of its body, which whoever reads that compares
    record Signed(ApiKey key, String digest) implements Verdict {}

    /// No key of this house that counts, or not its signature.
    record Refused() implements Verdict {}

    /// Made too long ago, or later than now.
    record Outdated() implements Verdict {}

    record Replayed() implements Verdict {}

    /// The key does not count from there.
    record AddressNotAllowed() implements Verdict {}
  }

  /// Whether somebody signed the request, or says so.
  public static boolean claimsToBe(MultiMap headers) {
    return headers.contains(MessageSignature.INPUT) || headers.contains(PlainSignature.KEY);
  }

  public Uni<Verdict> handle(SignedRequest request) {
    return Uni.createFrom().deferred(() -> {
      Optional<Claim> claim = read(request);
      return claim.isEmpty() ? now(new Verdict.Refused()) : held.find(claim.get().keyId()).chain(found -> found
          .filter(key -> isRight(key.key(), claim.get()))
          .map(key -> verify(request, claim.get(), key))
          .orElseGet(() -> now(new Verdict.Refused())));
    });
  }

  // Of two forms that differ a gateway's logs and we might each believe another one.
  private Optional<Claim> read(SignedRequest request) {
    boolean isPlain = request.headers().contains(PlainSignature.KEY);
    boolean isMessage = request.headers().contains(MessageSignature.INPUT);
    return isPlain && isMessage ? Optional.empty() : isPlain ? plain.read(request) : messages.read(request);
  }

  private boolean isRight(ApiKey key, Claim claim) {
    return key.counts(clock.instant())
        // The key says which algorithm it is for. What the request says may only agree (RFC 9421 §3.2 step 6).
        && claim.algorithm().map(key.material().algorithm()::equals).orElse(true)
        && key.material().verifies(claim.bytes(), claim.signature());
  }

  private Uni<Verdict> verify(SignedRequest request, Claim claim, HeldKey key) {
    Instant now = clock.instant();
    if (now.isBefore(claim.period().from().minus(SignatureTimes.AHEAD)) || !now.isBefore(claim.period().until())) {
      return now(new Verdict.Outdated());
    }
    if (!key.key().networks().admits(request.address())) {
      return now(new Verdict.AddressNotAllowed());
    }
    return seen.isNew(key.key().id().key(), claim.once(), claim.period().until(), now).chain(isNew -> isNew
        ? noteUse.handle(key, request.address()).replaceWith(new Verdict.Signed(key.key(), claim.digest()))
        : now(new Verdict.Replayed()));
  }
}
