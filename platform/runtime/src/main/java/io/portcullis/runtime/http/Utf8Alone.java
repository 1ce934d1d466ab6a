package io.portcullis.runtime.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import io.portcullis.runtime.text.Utf8;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/// Holds JSON to UTF-8 (RFC 8259 §8.1). Left alone, Jackson guesses UTF-16 and UTF-32 from the first bytes and reads
/// overlong forms: a filter in front of us would have seen another text.
final class Utf8Alone extends InputDecorator {

  private static final long serialVersionUID = 1;

  @Override
  public InputStream decorate(IOContext context, InputStream in) throws IOException {
    // Quarkus has the whole body in memory when it reads JSON, and its size has a limit.
    byte[] bytes = in.readAllBytes();
    return decorate(context, bytes, 0, bytes.length);
  }

  @Override
  public InputStream decorate(IOContext context, byte[] bytes, int offset, int length) throws IOException {
    // UTF-16 and UTF-32 can be valid UTF-8 full of U+0000, which JSON never holds; Jackson guesses from these.
    if (Utf8.decode(bytes, offset, length).filter(text -> text.indexOf('\0') < 0).isEmpty()) {
      throw new JsonParseException(null, "not UTF-8");
    }
    return new ByteArrayInputStream(bytes, offset, length);
  }

  @Override
  public Reader decorate(IOContext context, Reader reader) {
    return reader;
  }
}
