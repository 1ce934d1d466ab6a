package io.portcullis.session;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.PlainOptions;
import java.util.Set;

/// What [InternalCallers] keeps apart.
@PlainOptions(prefix = "portcullis")
interface CallerOptions {

  Group introspection();

  Group operation();

  Group support();

  interface Group {

    /// The callers that may do this, and nothing else `/internal`; each is also one of `portcullis.service-token.callers`.
    @Form(Kind.NAME)
    Set<String> callers();
  }
}
