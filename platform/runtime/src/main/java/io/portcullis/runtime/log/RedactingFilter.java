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
      String clean = clean(message);
      if (!clean.equals(message)) {
        replace(record, clean);
      }
    }
    if (record.getThrown() != null) {
      record.setThrown(Masked.of(record.getThrown()));
    }
    return true;
  }

  private static String clean(String text) {
    return CONTROL.matcher(SECRET.matcher(text).replaceAll("[REDACTED]")).replaceAll(" ");
  }

  private static void replace(LogRecord record, String message) {
    if (record instanceof ExtLogRecord extended) {
      extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      record.setMessage(message);
    }
    record.setParameters(null);
  }

  /// Stands for a failure whose message, or that of a cause, held a secret.
  private static final class Masked extends RuntimeException {

    private final String original;

    private Masked(Throwable failure, Throwable cause) {
      super(failure.getMessage() == null ? null : clean(failure.getMessage()), cause, false, true);
      original = failure.getClass().getName();
      setStackTrace(failure.getStackTrace());
    }

    static Throwable of(Throwable failure) {
      if (failure.getCause() == null || failure.getCause() == failure) {
        return isClean(failure) ? failure : new Masked(failure, null);
      }
      Throwable cause = of(failure.getCause());
      return cause == failure.getCause() && isClean(failure) ? failure : new Masked(failure, cause);
    }

    private static boolean isClean(Throwable failure) {
      return failure.getMessage() == null || clean(failure.getMessage()).equals(failure.getMessage());
    }

    @Override
    public String toString() {
      return getMessage() == null ? original : original + ": " + getMessage();
    }
  }
}
