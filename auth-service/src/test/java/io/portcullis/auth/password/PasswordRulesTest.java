package io.portcullis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.password.PasswordChoice.Accepted;
import io.portcullis.auth.password.PasswordChoice.Reason;
import io.portcullis.auth.password.PasswordChoice.Refused;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AuthTest
class PasswordRulesTest {

  private static final Set<String> ANN =
      Set.of("ann.miller@example.org", "ann.miller", "example.org", "example");

  @Inject
  PasswordRules rules;

  @Inject
  PasswordStrength strength;

  private PasswordChoice judge(String typed) {
    return rules.judge(typed, ANN).await().indefinitely();
  }

  private Reason refusal(String typed) {
    return judge(typed) instanceof Refused(Reason reason, _, _) ? reason : null;
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "copper lantern ferry moss",
      "alllowercasebutlongandodd wombat",
      "  leading and trailing spaces  ",
      "пароль из четырёх слов",
      "正确的马电池订书钉紫色大象在跳舞吧",
      "🦊🐢🦉🐙🦀🐝🦋🐌🐞🐜🦗🕷🦂🐍🦎",
      "my friend ann.miller likes copper lanterns",
      "tab\tand nul\0 are characters too"})
  void anythingLongAndUnusualIsWelcome(String typed) {
    assertThat(judge(typed)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "fourteen chars | TOO_SHORT",
      "Tr0ub4dor&3 | TOO_SHORT",
      "1qaz2wsx3edc4rfv | BLOCKLISTED",
      "QWERTY123456789 | BLOCKLISTED",
      "aaaaaaaaaaaaaaaaaaaa | GUESSABLE",
      "passwordpassword1 | GUESSABLE",
      "abcdefghijklmnopqrst | GUESSABLE",
      "ann.miller@example.org 1 | CONTAINS_IDENTIFIER",
      "ANN.MILLER ann.miller! | CONTAINS_IDENTIFIER",
      "portcullis portcullis 77 | CONTAINS_IDENTIFIER"})
  void whatWouldBeGuessedIsRefusedWithTheReason(String typed, Reason reason) {
    assertThat(refusal(typed)).isEqualTo(reason);
    assertThat(((Refused) judge(typed)).suggestions()).isNotEmpty();
  }

  @Test
  void lengthIsJudgedInCodePoints() {
    assertThat(refusal("🦊🐢🦉🐙🦀🐝🦋")).isEqualTo(Reason.TOO_SHORT);
    assertThat(refusal("x".repeat(257))).isEqualTo(Reason.TOO_LONG);
    assertThat(refusal("lone surrogate \uD800 inside")).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void guessingAttackOnTheEstimator_lookAlikesThatExplode_costsMillisecondsNotSeconds() {
    String bomb = "4@8({[<3691!|70$5+%2".repeat(4).substring(0, 72);
    Password password = Password.parse(bomb).orElseThrow();
    strength.estimate(password, ANN);
    // Unbounded this takes two seconds of a core, and nobody needs an account to ask for it.
    Assertions.assertTimeout(Duration.ofSeconds(1), () -> strength.estimate(password, ANN));
  }
}
