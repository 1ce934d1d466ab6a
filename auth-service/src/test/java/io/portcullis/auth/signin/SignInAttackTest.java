package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@AuthTest
class SignInAttackTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  MeterRegistry metrics;

  private final Client client = Client.fromANewNetwork();

  private static Map<String, String> attempt(String identifier, String password) {
    return Map.of("identifier", identifier, "password", password);
  }

  private static Map<String, List<String>> masked(Answer answer) {
    var headers = new TreeMap<>(answer.headers());
    headers.remove("date");
    return headers;
  }

  private long hashes() {
    return metrics.get("portcullis.password.hashing").timer().count();
  }

  @Test
  void accountEnumeration_givenUnknownWrongFrozenAndOddOnes_whenAttempted_thenTheyAreAnsweredByteForByteAlike() {
    Customer ann = customers.active();
    Customer frozen = customers.active();
    customers.query("update account set status = 'frozen' where id = $1", frozen.account().value());
    Answer wrong = client.post("/v1/sign-in", ann.credentials("not the password at all"));
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.problem()).isEqualTo("credentials-refused");

    var others = List.of(
        client.post("/v1/sign-in", attempt(Customers.freshEmail(), "not the password at all")),
        client.post("/v1/sign-in", attempt("+447400123456", "not the password at all")),
        client.post("/v1/sign-in", attempt("no identifier", "not the password at all")),
        client.post("/v1/sign-in", frozen.credentials("not the password at all")),
        client.post("/v1/sign-in", ann.credentials("")),
        client.post("/v1/sign-in", ann.credentials("x".repeat(10_000))),
        client.post("/v1/sign-in", ann.credentials("lone \uD800 surrogate")));
    for (Answer other : others) {
      assertThat(other.status()).isEqualTo(wrong.status());
      assertThat(other.body()).isEqualTo(wrong.body());
      assertThat(masked(other)).isEqualTo(masked(wrong));
    }
  }

  @Test
  void timingEnumeration_givenUnknownWrongAndUnhashableOnes_whenAttempted_thenEachCostsOneHashAndOneQuestion() {
    Customer ann = customers.active();
    for (var body : List.of(ann.credentials("not the password at all"),
        attempt(Customers.freshEmail(), "not the password at all"), attempt("no identifier", "not the password at all"),
        ann.credentials("x".repeat(10_000)), ann.credentials("lone \uD800 surrogate"))) {
      long hashes = hashes();
      int asked = neighbours.methodsAsked();
      client.post("/v1/sign-in", body);
      assertThat(hashes() - hashes).isEqualTo(1);
      assertThat(neighbours.methodsAsked() - asked).isEqualTo(1);
    }
  }

  @Test
  void accountEnumeration_givenUnknownAndKnown_whenGuessedWithoutEnd_thenBothAreThrottledAtTheSameTry() {
    Customer ann = customers.active();
    List<Integer> known = new ArrayList<>();
    List<Integer> unknown = new ArrayList<>();
    Client one = Client.fromANewNetwork();
    Client two = Client.fromANewNetwork();
    String nobody = Customers.freshEmail();
    for (int i = 0; i < 12; i++) {
      known.add(one.post("/v1/sign-in", ann.credentials("guess number " + i)).status());
      unknown.add(two.post("/v1/sign-in", attempt(nobody, "guess number " + i)).status());
    }
    assertThat(unknown).isEqualTo(known);
    assertThat(known.subList(0, 10)).containsOnly(403);
    assertThat(known.subList(10, 12)).as("human verification").containsOnly(200);
  }

  @Test
  void frozenAccount_givenTheRightPassword_whenAttempted_thenItIsToldAndNoSessionIsAskedFor() {
    Customer ann = customers.active();
    customers.query("update account set status = 'frozen' where id = $1", ann.account().value());
    Answer answer = client.post("/v1/sign-in", ann.credentials());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("account-frozen");
    assertThat(neighbours.sessionsAsked(ann.account())).isEmpty();
  }

  @Test
  void lookAlike_givenAnAddressThatFoldsToAnothers_whenSignedInWith_thenItIsNobodys() {
    Customer ann = customers.active();
    // A Cyrillic a, and one with a dot below: neither is the letter that the account has.
    for (String other : List.of("\u0430", "\u1ea1", "\u0251")) {
      String lookAlike = ann.identifier().replaceFirst("^a", other);
      assertThat(lookAlike).isNotEqualTo(ann.identifier());
      assertThat(client.post("/v1/sign-in", attempt(lookAlike, Customers.PASSWORD)).problem())
          .isEqualTo("credentials-refused");
    }
    // A wide a is the same letter, in another width.
    String wide = ann.identifier().replaceFirst("^a", "\uff41");
    assertThat(client.post("/v1/sign-in", attempt(wide, Customers.PASSWORD)).status()).isEqualTo(200);
  }

  @Test
  void passwordTwins_givenAnotherSpelling_whenSignedInWith_thenOnlyTheSameCharactersWillDo() {
    Customer ann = customers.active();
    assertThat(client.post("/v1/sign-in", ann.credentials(Customers.PASSWORD.replace(' ', '\u00A0'))).status())
        .isEqualTo(200);
    assertThat(client.post("/v1/sign-in", ann.credentials(Customers.PASSWORD + " ")).status()).isEqualTo(403);
    assertThat(client.post("/v1/sign-in", ann.credentials(Customers.PASSWORD.toUpperCase())).status()).isEqualTo(403);
    assertThat(client.post("/v1/sign-in", ann.credentials(Customers.PASSWORD + "\0")).status()).isEqualTo(403);
  }
}
