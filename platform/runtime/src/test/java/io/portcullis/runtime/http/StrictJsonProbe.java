package io.portcullis.runtime.http;

import com.fasterxml.jackson.databind.ObjectMapper;

/// Lets tests of other packages read JSON exactly as the house does.
public final class StrictJsonProbe {

  public void customize(ObjectMapper mapper) {
    new StrictJson().customize(mapper);
  }
}
