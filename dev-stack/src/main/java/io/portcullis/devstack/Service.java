package io.portcullis.devstack;

import java.util.Arrays;
import java.util.Locale;

/// The five services, in the order in which they are started: those who are called before those who call.
public enum Service {
  SESSION(3), MFA(2), NOTIFICATION(4), AUTH(1), RECOVERY(5);

  private final int portOffset;

  Service(int portOffset) {
    this.portOffset = portOffset;
  }

  /// Name of its database and of its role there, and of its address in the others' configuration.
  public String shortName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Name of its module, its key directory and its identity in service tokens.
  public String fullName() {
    return shortName() + "-service";
  }

  int portOffset() {
    return portOffset;
  }

  static Service named(String fullName) {
    return Arrays.stream(values()).filter(service -> service.fullName().equals(fullName)).findFirst()
        .orElseThrow(() -> new StackFailure("There is no service named " + fullName));
  }
}
