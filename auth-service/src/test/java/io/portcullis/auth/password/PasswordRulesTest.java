package io.portcullis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.password.PasswordChoice.Accepted;
import io.portcullis.auth.password.PasswordChoice.Reason;
import io.portcullis.auth.password.PasswordChoice.Refused;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
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
      "my friend ann.miller likes copper lanterns",
      "tab\tand nul\0 are characters too",
      "walrus thirteen velvet cactus",
      "unrelated-otter-pigment-quartz",
      "Seven purple kettles hummed at noon",
      "839205716482930",
      "x7#kQ9vBw2!mZp4L",
      "gvqmzplxwtrbyhk",
      "copper77lantern88ferry",
      "sunflower Ottawa 1987 teaspoon",
      "vier Kamele trinken heimlich Tinte",
      "Zwölf Boxkämpfer mögen Käsefondue",
      "trois hiboux violets sous l'évier",
      "cuatro jirafas bailan en la azotea",
      "quattro lucertole sotto il frigorifero",
      "sete corujas roubaram o semáforo",
      "dört turuncu şemsiye uçuyor",
      "пароль из четырёх слов",
      "четыре синих бегемота поют",
      "τέσσερις πράσινοι σκίουροι χορεύουν",
      "ארבעה קיפודים כחולים רוקדים",
      "أربعة قنافذ زرقاء ترقص ليلا",
      "चार नीले हाथी नाचते हैं",
      "สี่ช้างสีน้ำเงินเต้นรำบนหลังคา",
      "正确的马电池订书钉紫色大象在跳舞吧",
      "四匹の青い象が屋根で踊っている",
      "파란코끼리네마리가지붕에서춤춘다",
      "🦊🐢🦉🐙🦀🐝🦋🐌🐞🐜🦗🕷🦂🐍🦎"})
  void anythingLongAndUnusualIsWelcome(String typed) {
    assertThat(judge(typed)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "fourteen chars | TOO_SHORT",
      "Tr0ub4dor&3 | TOO_SHORT",
      "1qaz2wsx3edc4rfv | BLOCKLISTED",
      "QWERTY123456789 | BLOCKLISTED",
      "ann.miller@example.org 1 | CONTAINS_IDENTIFIER",
      "ANN.MILLER ann.miller! | CONTAINS_IDENTIFIER",
      "@nnMill3r @nnMill3r | CONTAINS_IDENTIFIER",
      "rellim.nna.rellim.nna | CONTAINS_IDENTIFIER",
      "portcullis portcullis 77 | CONTAINS_SERVICE_NAME",
      "P0rtcull1sP0rtcull1s | CONTAINS_SERVICE_NAME",
      "correcthorsebatterystaple | KNOWN_PHRASE",
      "Correct Horse Battery Staple! | KNOWN_PHRASE",
      "c0rrecth0rseb@tteryst@ple1 | KNOWN_PHRASE",
      "maytheforcebewithyou2024 | KNOWN_PHRASE",
      "T-o-b-e-o-r-n-o-t-t-o-b-e | KNOWN_PHRASE",
      "314159265358979323 | KNOWN_PHRASE",
      "ichliebedichfürimmer1 | KNOWN_PHRASE",
      "床前明月光疑是地上霜床前明月光疑是地上霜 | KNOWN_PHRASE",
      "1q2w3e4r5t6y7u8i9o0p | KEYBOARD_WALK",
      "1Q2W3E4R5T6Y7U8I9O0P | KEYBOARD_WALK",
      "147258369147258 | KEYBOARD_WALK",
      "741852963741852963 | KEYBOARD_WALK",
      "789456123789456123 | KEYBOARD_WALK",
      "zaq1xsw2cde3vfr4bgt5 | KEYBOARD_WALK",
      "!QAZ@WSX#EDC$RFV%TGB | KEYBOARD_WALK",
      "qwertzuiopüasdfghjkl | KEYBOARD_WALK",
      "azertyuiopqsdfghjklm | KEYBOARD_WALK",
      "йцукенгшщзхъфыва | KEYBOARD_WALK",
      "poiuytrewqlkjhgfdsa | KEYBOARD_WALK",
      "qpwoeirutyalskdjfhg | KEYBOARD_WALK",
      "123456789012345 | SEQUENCE",
      "098765432109876 | SEQUENCE",
      "abcdefghijklmnopqrst | SEQUENCE",
      "abcdefghijklmno12345 | SEQUENCE",
      "112233445566778899 | SEQUENCE",
      "010203040506070809 | SEQUENCE",
      "100200300400500600 | SEQUENCE",
      "101102103104105106 | SEQUENCE",
      "a1b2c3d4e5f6g7h8i9 | SEQUENCE",
      "1a2b3c4d5e6f7g8h9i | SEQUENCE",
      "acegikmoqsuwyacegik | SEQUENCE",
      "абвгдежзийклмнопр | SEQUENCE",
      "あいうえおかきくけこさしすせそ | SEQUENCE",
      "١٢٣٤٥٦٧٨٩٠١٢٣٤٥ | SEQUENCE",
      "aaaaaaaaaaaaaaaaaaaa | SEQUENCE",
      "xkqvxkqvxkqvxkqvxkqv | REPEATED",
      "ж1Я!ж1Я!ж1Я!ж1Я!ж1Я! | REPEATED",
      "01.02.1987 01.02.1987 | DATE",
      "19870203 03021987 | DATE",
      "password12345678 | COMMON_WORDS",
      "passwordpassword1 | COMMON_WORDS",
      "drowssapdrowssap1 | COMMON_WORDS",
      "p@55w0rd-p@55w0rd | COMMON_WORDS",
      "thisismypassword | KNOWN_PHRASE",
      "letmeinletmein11 | COMMON_WORDS",
      "exchange12345678 | COMMON_WORDS",
      "mybitcoinwallet1 | COMMON_WORDS",
      "bitcoin2024bitcoin | COMMON_WORDS",
      "Summer2024Summer2024 | COMMON_WORDS",
      "пароль123456789 | COMMON_WORDS",
      "motdepasse123456 | COMMON_WORDS",
      "密码密码密码密码密码密码密码密码 | COMMON_WORDS"})
  void whatWouldBeGuessedIsRefusedWithTheReason(String typed, Reason reason) {
    PasswordChoice choice = judge(typed);
    assertThat(choice).as(typed).isInstanceOf(Refused.class);
    assertThat(((Refused) choice).suggestions()).isNotEmpty();
    // More than one thing may be wrong with it; for what has one name, that name is told.
    assertThat(refusal(typed)).as(typed).isIn(told(reason));
  }

  private static Set<Reason> told(Reason reason) {
    return switch (reason) {
      case KEYBOARD_WALK, COMMON_WORDS -> EnumSet.of(reason, Reason.SEQUENCE, Reason.REPEATED);
      case SEQUENCE, KNOWN_PHRASE, DATE -> EnumSet.of(reason, Reason.REPEATED);
      default -> EnumSet.of(reason);
    };
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
    // Unbounded this takes two seconds of a core, and nobody needs an account to ask for it. Time of the processor: a busy
    // machine takes none of it.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    strength.estimate(password, ANN);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(1));
  }
}
