package io.portcullis.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.SessionId;
import io.portcullis.session.OnStack;
import io.portcullis.session.token.RefreshTokens.Successor;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnStack
class RefreshTokensTest {

  @Inject RefreshTokens tokens;

  private final AccountId account = new AccountId(UUID.randomUUID());
  private final SessionId session = new SessionId(UUID.randomUUID());

  @Test
  void givenAToken_whenParsed_thenItSaysWhoseItIs() {
    RefreshToken token = tokens.first(account, session);

    assertThat(tokens.parse(token.reveal())).contains(token);
    assertThat(token.generation()).isZero();
    assertThat(token.reveal()).matches("prt_[A-Za-z0-9_-]{112}[0-9a-v]{6}");
  }

  @Test
  void a07_givenOneToken_thenItHasOneSuccessorForEver() {
    RefreshToken token = tokens.first(account, session);

    RefreshToken successor = tokens.successorOf(token);

    assertThat(tokens.successorOf(token)).isEqualTo(successor);
    assertThat(tokens.successorOf(token, successor.digest(), 0)).contains(new Successor(successor, 0));
    assertThat(tokens.successorOf(token, token.digest(), 3)).isEmpty();
    assertThat(successor.generation()).isEqualTo(1);
    assertThat(tokens.successorOf(tokens.first(account, session))).isNotEqualTo(successor);
  }

  @Test
  void a07_givenSuccessorsThatTakeAnothersPlace_thenEachIsFoundByItsNumber() {
    RefreshToken token = tokens.first(account, session);
    var all = IntStream.rangeClosed(1, 3).mapToObj(number -> tokens.successorOf(token, number)).collect(Collectors.toSet());

    assertThat(all).hasSize(3).doesNotContain(tokens.successorOf(token)).allMatch(each -> each.generation() == 1);
    RefreshToken second = tokens.successorOf(token, 2);
    assertThat(tokens.successorOf(token, second.digest(), 3)).contains(new Successor(second, 2));
    assertThat(tokens.successorOf(token, second.digest(), 1)).as("not so often").isEmpty();
  }

  @Test
  void forgedToken_givenAnyCharacterChanged_thenItIsNotOurs() {
    String genuine = tokens.first(account, session).reveal();

    for (int i = 0; i < genuine.length(); i++) {
      char other = genuine.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(tokens.parse(genuine.substring(0, i) + other + genuine.substring(i + 1))).isEmpty();
    }
    assertThat(tokens.parse(genuine + "a")).isEmpty();
    assertThat(tokens.parse("")).isEmpty();
  }

  @Test
  void givenATokenIsPrinted_thenItIsRedacted() {
    RefreshToken token = tokens.first(account, session);

    assertThat(token.toString()).contains("REDACTED").doesNotContain(token.reveal().substring(60, 100));
  }
}
