package io.portcullis.session;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.PlainOptions;
import java.util.Set;

/// What [InternalCallers] keeps apart.
@PlainOptions(prefix = "portcullis")
interface CallerOptions {

  Introspection introspection();

  interface Introspection {

    /// The gateways that may ask about tokens at `/oauth2/introspect`, and do nothing else. Your list takes the place of the built-in
    /// one: name `gateway` again unless it is gone.
    @Form(Kind.SERVICE_ACCOUNT)
    Set<String> callers();
  }

  Operation operation();

  interface Operation {

    /// Who may change signing keys, and do nothing else. Your list takes the place of the built-in one.
    @Form(Kind.SERVICE_ACCOUNT)
    Set<String> callers();
  }

  Support support();

  interface Support {

    /// Who may read why sign-ins were decided as they were, and do nothing else. `recovery-service` must be among them.
    @Form(Kind.SERVICE_ACCOUNT)
    Set<String> callers();
  }
}
