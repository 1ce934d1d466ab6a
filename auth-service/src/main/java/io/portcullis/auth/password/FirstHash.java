package io.portcullis.auth.password;

import io.portcullis.runtime.start.WarmUp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// The first sign-in shall find threads that hash, and the library loaded.
@ApplicationScoped
class FirstHash implements WarmUp {

  private final PasswordHasher hasher;

  FirstHash(PasswordHasher hasher) {
    this.hasher = hasher;
  }

  @Override
  public String name() {
    return "passwords are hashed";
  }

  @Override
  public Uni<Void> run() {
    return hasher.matches(Optional.empty(), Optional.empty()).replaceWithVoid();
  }
}
