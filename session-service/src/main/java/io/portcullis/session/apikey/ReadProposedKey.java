package io.portcullis.session.apikey;

import io.portcullis.runtime.crypto.Base64Url;
import io.portcullis.runtime.problem.FieldError;
import io.portcullis.session.apikey.KeyMaterial.Ed25519;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Whether a key may be at all, whoever approved it.
@ApplicationScoped
class ReadProposedKey {

  private final ApiKeyScopes scopes;
  private final Clock clock;

  ReadProposedKey(ApiKeyScopes scopes, Clock clock) {
    this.scopes = scopes;
    this.clock = clock;
  }

  sealed interface Reading {

    record Good(WantedKey wanted) implements Reading {}

    record Refused(List<FieldError> errors) implements Reading {}
  }

  Reading handle(ProposedKey proposed) {
    var errors = new ArrayList<FieldError>();
    if (!proposed.hasReadableName()) {
      errors.add(new FieldError("/name", "has to be readable: in NFC, without invisible characters and blanks around it"));
    }
    if (!scopes.areKnown(proposed.scopes()) || new HashSet<>(proposed.scopes()).size() < proposed.scopes().size()) {
      errors.add(new FieldError("/scopes", "has one that this installation does not know, or one twice"));
    }
    Optional<AllowList> networks = AllowList.parse(proposed.networks().orElse(List.of()));
    if (networks.isEmpty()) {
      errors.add(new FieldError("/networks", "has one that is no network, or one wider than /16 (IPv4) or /32 (IPv6)"));
    } else if (networks.get().isEverywhere() && ApiKeyScopes.wantAllowList(proposed.scopes())) {
      errors.add(new FieldError("/networks", "is needed for `withdraw`"));
    }
    Optional<Ed25519> publicKey = proposed.publicKey().flatMap(Base64Url::decode).flatMap(Ed25519::of);
    if (proposed.publicKey().isPresent() && publicKey.isEmpty()) {
      errors.add(new FieldError("/publicKey", "is no Ed25519 key under which its holder alone can sign"));
    }
    Optional<Instant> expiresAt = instant(proposed.expiresAt()).filter(at -> ApiKeyLifetimes.isGood(at, clock.instant()));
    if (expiresAt.isEmpty()) {
      errors.add(new FieldError("/expiresAt", "has to be a time of the next year"));
    }
    return errors.isEmpty()
        ? new Reading.Good(new WantedKey(proposed.name(), proposed.scopes(), networks.orElseThrow(), publicKey, expiresAt.orElseThrow()))
        : new Reading.Refused(List.copyOf(errors));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
