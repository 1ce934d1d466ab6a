package io.portcullis.runtime.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.ECKey;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// ECDSA with SHA-256 by AWS-LC, for every library of the process: tokens (ES256, RFC 7518 §3.4), DPoP proofs and WebAuthn
/// assertions. It takes a seventh of the JDK's time to verify one, and less of the compiler's.
///
/// Everything else stays with the JDK, which also does this where the native library does not load.
@Singleton
final class NativeCurves {

  /// Before anything signs or verifies; a JCA provider counts for whatever asks after it was put in.
  private static final int FIRST = 1;

  private static final Logger LOG = Logger.getLogger(NativeCurves.class);

  void atStart(@Observes @Priority(FIRST) StartupEvent started) {
    LOG.infof("ES256 by %s", install() ? "AWS-LC" : "the JDK");
  }

  /// Puts the native signatures before all others, once a process.
  ///
  /// @return whether they are in force
  static boolean install() {
    if (Security.getProvider(Signatures.NAME) != null) {
      return true;
    }
    if (ImageMode.current() != ImageMode.JVM) {
      return false; // its binary calls back by names that a native executable does not keep
    }
    try {
      var nativeOnes = AmazonCorrettoCryptoProvider.INSTANCE;
      if (nativeOnes.getLoadingError() != null || nativeOnes.runSelfTests() != SelfTestStatus.PASSED) {
        LOG.warnf(nativeOnes.getLoadingError(), "AWS-LC does not load: each signature costs several times as much");
        return false;
      }
      return Security.insertProviderAt(new Signatures(nativeOnes), FIRST) == FIRST;
    } catch (LinkageError | RuntimeException notHere) {
      LOG.warn("AWS-LC does not load: each signature costs several times as much", notHere);
      return false;
    }
  }

  /// The two forms of the one algorithm, lent from a provider that has many more.
  private static final class Signatures extends Provider {

    static final String NAME = "PortcullisCurves";
    private static final List<String> LENT = List.of("SHA256withECDSA", "SHA256withECDSAinP1363Format");

    Signatures(Provider lender) {
      super(NAME, "1", "ECDSA with SHA-256 by " + lender.getName());
      LENT.forEach(algorithm -> putService(new Lent(this, lender.getService("Signature", algorithm))));
    }
  }

  private static final class Lent extends Provider.Service {

    private final Provider.Service lender;

    Lent(Provider provider, Provider.Service lender) {
      super(provider, lender.getType(), lender.getAlgorithm(), lender.getClassName(), List.of(), Map.of());
      this.lender = lender;
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
      return lender.newInstance(parameter);
    }

    @Override
    public boolean supportsParameter(Object key) {
      return key instanceof ECKey && lender.supportsParameter(key);
    }
  }
}
