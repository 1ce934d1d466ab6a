package io.portcullis.auth;

import io.portcullis.contracts.AccountId;
import io.portcullis.testkit.CustomerTokens;
import io.portcullis.testkit.ForeignRequests;
import io.portcullis.testkit.ServiceTokenFiles;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What other clients than ours send.
@AuthTest
class ForeignRequestsTest {

  @Inject CustomerTokens tokens;

  private ForeignRequests requests() {
    String customer = tokens.of(new AccountId(UUID.randomUUID()));
    return new ForeignRequests(path -> Optional.of(path.startsWith("/internal/")
        ? ServiceTokenFiles.token(path.startsWith("/internal/approvals") ? "withdrawals" : "recovery-service", "auth-service")
        : customer));
  }

  @Test
  void lostAnswer_givenAnyAccept_thenEveryOperationAnswersInItsOneRepresentation() {
    requests().areAnsweredInOneRepresentation();
  }

  @Test
  void untypedBody_givenEveryOperation_thenItIsRefused() {
    requests().refuseBodiesOfUnknownType();
  }

  @Test
  void a10_givenMalformedHeadersInEveryKindOfToken_thenEveryEntranceRefusesThemQuietly() {
    requests().refuseMalformedTokens();
  }
}
