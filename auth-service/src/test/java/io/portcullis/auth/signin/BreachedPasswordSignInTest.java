package io.portcullis.auth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.auth.AuthTest;
import io.portcullis.auth.fixture.Client;
import io.portcullis.auth.fixture.Client.Answer;
import io.portcullis.auth.fixture.Customers;
import io.portcullis.auth.fixture.Customers.Customer;
import io.portcullis.auth.fixture.NeighboursDouble;
import io.portcullis.auth.signin.BreachedPasswordSignInTest.WithAList;
import io.portcullis.testkit.MutableClock;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A password that was good when it was chosen, and has leaked since (NIST SP 800-63B-4 §3.1.1.2).
@AuthTest
@TestProfile(WithAList.class)
class BreachedPasswordSignInTest {

  NeighboursDouble neighbours;

  @Inject
  Customers customers;

  @Inject
  MutableClock clock;

  private final Client client = Client.fromANewNetwork();

  public static class WithAList implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(Customers.PASSWORD.getBytes(StandardCharsets.UTF_8));
        Path list = Files.writeString(Files.createTempFile("breached", ".txt"), HexFormat.of().withUpperCase().formatHex(digest) + ":3\n");
        return Map.of("portcullis.password.breached-file", list.toString());
      } catch (IOException | NoSuchAlgorithmException e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }
  }

  @AfterEach
  void resetClock() {
    clock.reset();
  }

  @Test
  void credentialStuffing_givenThePasswordHasLeaked_whenItIsShown_thenNoSessionIsOpened_andAChangeIsDemanded() {
    Customer ann = customers.active();
    Answer answer = client.post("/v1/sign-in", ann.credentials());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text("type")).isEqualTo("urn:portcullis:problem:password-change-required");
    assertThat(neighbours.sessionsAsked(ann.account())).isEmpty();
  }

  @Test
  void givenAWrongPassword_thenNothingIsSaidOfLists() {
    Customer ann = customers.active();
    Answer wrong = client.post("/v1/sign-in", ann.credentials("another good phrase 57"));
    Answer unknown = client.post("/v1/sign-in", Map.of("identifier", Customers.freshEmail(), "password", Customers.PASSWORD));

    assertThat(wrong.text("type")).isEqualTo("urn:portcullis:problem:credentials-refused");
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(told(ann)).isZero();
  }

  @Test
  void mailBomb_givenAThiefWhoShowsItAgainAndAgain_thenTheOwnerIsToldOnceADay() {
    Customer ann = customers.active();
    for (int i = 0; i < 3; i++) {
      client.post("/v1/sign-in", ann.credentials());
    }
    assertThat(told(ann)).isOne();
    String first = toldAt(ann);
    clock.advance(Duration.ofHours(23));
    client.post("/v1/sign-in", ann.credentials());
    assertThat(toldAt(ann)).isEqualTo(first);
    clock.advance(Duration.ofHours(2));
    client.post("/v1/sign-in", ann.credentials());
    assertThat(toldAt(ann)).isNotEqualTo(first);
  }

  /// What the outbox held is published at any moment: the mark in the same transaction stays.
  private long told(Customer owner) {
    return customers.count("select count(*) from password_breach_told where account_id = $1", owner.account().value());
  }

  private String toldAt(Customer owner) {
    return customers.query("select told_at from password_breach_told where account_id = $1", owner.account().value())
        .iterator().next().getOffsetDateTime(0).toString();
  }
}
