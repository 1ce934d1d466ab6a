package io.portcullis.mfa.outofband;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.contracts.AccountId;
import io.portcullis.mfa.policy.Method;
import io.portcullis.mfa.seal.SealedColumn;
import io.portcullis.runtime.crypto.SealedBox;
import io.portcullis.runtime.crypto.SealedBox.SealBroken;
import io.portcullis.runtime.identifier.Identifier;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Seals an address to its account and method: moved to another account, it does not open, and nobody's codes go there.
@Startup
@ApplicationScoped
class CodeAddressBox {

  private static final Logger LOG = Logger.getLogger(CodeAddressBox.class);

  private final SealedBox box;
  private final Counter brokenSeals;

  CodeAddressBox(SealedBox box, MeterRegistry metrics) {
    this.box = box;
    this.brokenSeals = metrics.counter("portcullis.mfa.broken.seals");
  }

  String seal(AccountId account, Method method, Identifier address) {
    return box.seal(address.canonical().getBytes(StandardCharsets.UTF_8), place(account, method.wireName()));
  }

  /// Empty, and counted, when it was altered or belongs to another row: then nothing can be sent there.
  Optional<Identifier> open(AccountId account, Method method, String sealed) {
    try {
      String canonical = new String(box.open(sealed, place(account, method.wireName())), StandardCharsets.UTF_8);
      return Optional.of(Identifier.stored(typeOf(method).wireName(), canonical));
    } catch (SealBroken tampered) {
      brokenSeals.increment();
      LOG.errorf("the sealed address for %s of account %s does not open", method.wireName(), account);
      return Optional.empty();
    }
  }

  @Produces
  @Singleton
  static SealedColumn column() {
    return new SealedColumn("code_address", "method", "sealed_address", CodeAddressBox::place);
  }

  private static String place(AccountId account, String method) {
    return "code-address/" + account + '/' + method;
  }

  static Identifier.Type typeOf(Method method) {
    return switch (method) {
      case EMAIL -> Identifier.Type.EMAIL;
      case SMS -> Identifier.Type.PHONE;
      case WEBAUTHN, TOTP, RECOVERY_CODE -> throw new IllegalArgumentException("sends no codes");
    };
  }
}
