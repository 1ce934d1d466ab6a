package io.portcullis.mfa.challenge;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.mfa.challenge.PrepareVerdict.NotOffered;
import io.portcullis.mfa.challenge.PrepareVerdict.Options;
import io.portcullis.mfa.challenge.PrepareVerdict.Over;
import io.portcullis.mfa.challenge.PrepareVerdict.Ready;
import io.portcullis.mfa.challenge.PrepareVerdict.Sent;
import io.portcullis.mfa.challenge.PrepareVerdict.Wait;
import io.portcullis.mfa.outofband.SendCode;
import io.portcullis.mfa.outofband.SendVerdict;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.webauthn.RequestAssertion;
import io.portcullis.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Does what a method needs before it can be tried, such as sending a code.
@ApplicationScoped
class PrepareChallenge {

  private final Challenges challenges;
  private final OfferedMethods offered;
  private final RequestAssertion requestAssertion;
  private final SendCode sendCode;

  PrepareChallenge(Challenges challenges, OfferedMethods offered, RequestAssertion requestAssertion, SendCode sendCode) {
    this.challenges = challenges;
    this.requestAssertion = requestAssertion;
    this.offered = offered;
    this.sendCode = sendCode;
  }

  Uni<PrepareVerdict> handle(ChallengeId id, Binding binding, Method method, Optional<String> locale) {
    return challenges.find(id, binding).chain(ends -> ends.isEmpty()
        ? now(new Over())
        : offered.of(binding).chain(methods -> methods.contains(method)
            ? prepare(id, ends.get(), binding, method, locale)
            : now(new NotOffered())));
  }

  private Uni<PrepareVerdict> prepare(ChallengeId id, Instant ends, Binding binding, Method method,
      Optional<String> locale) {
    return switch (method) {
      case WEBAUTHN -> requestAssertion.handle(binding.account(), id.value(), binding.action()).map(options -> options
          .<PrepareVerdict>map(asked -> new Options(method, asked)).orElseGet(NotOffered::new));
      case TOTP, RECOVERY_CODE -> now(new Ready(method));
      case EMAIL, SMS -> send(id, ends, binding, method, locale)
          .map(verdict -> switch (verdict) {
            case SendVerdict.Sent(var message, var resendAfter, var expiresIn) ->
                new Sent(method, message.value(), Problem.wholeSeconds(resendAfter), Problem.wholeSeconds(expiresIn));
            case SendVerdict.Wait(var retryAfter) -> new Wait(Problem.wholeSeconds(retryAfter));
            case SendVerdict.Nowhere() -> new NotOffered();
          });
    };
  }

  private Uni<SendVerdict> send(ChallengeId id, Instant ends, Binding binding, Method method, Optional<String> locale) {
    var use = binding.purpose().codeUse();
    return binding.validatedAddress()
        .map(to -> sendCode.handle(id.value(), ends, binding.account(), binding.claimant(), to, use, locale))
        .orElseGet(() -> sendCode.handle(id.value(), ends, binding.account(), binding.claimant(), method, use, locale));
  }
}
