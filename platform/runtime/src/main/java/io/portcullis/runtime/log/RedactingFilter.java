package io.portcullis.runtime.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;

/// The last net under the rule that secrets are not logged: whatever looks like one of our tokens or a JWT leaves the
/// process masked, and control characters can't forge a second line.
@LoggingFilter(name = "redact")
public final class RedactingFilter implements Filter {

  private static final Pattern SECRET = Pattern.compile(
      "\\b(?:p[a-z]{2}_[A-Za-z0-9_-]{20,}|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]*)*)");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]+");

  @Override
  public boolean isLoggable(LogRecord record) {
    String message = record instanceof ExtLogRecord extended ? extended.getFormattedMessage() : record.getMessage();
    if (message != null) {
      String clean = CONTROL.matcher(SECRET.matcher(message).replaceAll("[REDACTED]")).replaceAll(" ");
      if (!clean.equals(message)) {
        replace(record, clean);
      }
    }
    return true;
  }

  private static void replace(LogRecord record, String message) {
    if (record instanceof ExtLogRecord extended) {
      extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      record.setMessage(message);
    }
    record.setParameters(null);
  }
}
