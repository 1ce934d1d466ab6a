package io.portcullis.recovery;

import io.portcullis.testkit.ForeignRequests;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What other clients than ours send.
@RecoveryTest
class ForeignRequestsTest {

  private static ForeignRequests requests() {
    return new ForeignRequests(_ -> Optional.empty());
  }

  @Test
  void lostAnswer_givenAnyAccept_thenEveryOperationAnswersInItsOneRepresentation() {
    requests().areAnsweredInOneRepresentation();
  }

  @Test
  void untypedBody_givenEveryOperation_thenItIsRefused() {
    requests().refuseBodiesOfUnknownType();
  }
}
