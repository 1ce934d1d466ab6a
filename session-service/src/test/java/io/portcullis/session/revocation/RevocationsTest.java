package io.portcullis.session.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

class RevocationsTest {

  private final Revocations revocations = new Revocations(null, null);

  @Test
  void staleToken_givenAnInstanceThatDoesNotKnowTheEndingsYet_thenItSaysNothingOfAnyToken() {
    Uni<String> answer = revocations.whenKnown(() -> Uni.createFrom().item("active"));

    assertThatThrownBy(answer.subscribeAsCompletionStage()::join).cause().isInstanceOfSatisfying(ProblemException.class,
        failure -> {
          assertThat(failure.problem().status()).isEqualTo(HouseProblem.UNAVAILABLE.status());
          assertThat(failure.retryAfter()).isPresent();
        });
  }
}
