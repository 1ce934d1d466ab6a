package io.portcullis.notification.bounce;

import io.portcullis.notification.bounce.MailReport.Type;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;

/// A delivery status notification (RFC 3464), as a mail server sends it to the sender of a mail that did not arrive. It names the mail by
/// the headers that it returns. What it says of addresses is not looked at: our mails have one reader each, and anybody may write anything
/// there.
final class StatusReport {

  /// A report has three parts: for people, for machines, and the mail or its headers.
  private static final int MOST_PARTS = 5;
  private static final int LONGEST_PART = 65_536;
  private static final String BLANK_LINE = "\\r?\\n[ \\t]*\\r?\\n";

  private StatusReport() {}

  /// Empty for what is no such notification, or does not name a mail.
  static Optional<MailReport> read(byte[] raw) {
    try {
      var mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
      if (!mail.isMimeType("multipart/report")) {
        return Optional.empty();
      }
      return read(parts(new MimeMultipart(mail.getDataHandler().getDataSource())));
    } catch (MessagingException | IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static List<BodyPart> parts(MimeMultipart report) throws MessagingException {
    int parts = Math.min(report.getCount(), MOST_PARTS);
    return IntStream.range(0, parts).mapToObj(i -> part(report, i)).toList();
  }

  private static BodyPart part(MimeMultipart report, int index) {
    try {
      return report.getBodyPart(index);
    } catch (MessagingException unreadable) {
      throw new IllegalArgumentException(unreadable);
    }
  }

  private static Optional<MailReport> read(List<BodyPart> parts) throws MessagingException, IOException {
    Optional<Fate> fate = Optional.empty();
    Optional<String> messageId = Optional.empty();
    for (BodyPart part : parts) {
      if (part.isMimeType("message/delivery-status")) {
        fate = fate(text(part));
      } else if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
        messageId = header(headers(text(part).split(BLANK_LINE, 2)[0]), "Message-ID");
      }
    }
    return fate.isPresent() && messageId.isPresent()
        ? Optional.of(new MailReport(fate.get().type(), fate.get().permanent(), messageId.get())) : Optional.empty();
  }

  private record Fate(Type type, Optional<Boolean> permanent) {}

  // Behind a group about the mail comes one for each reader.
  private static Optional<Fate> fate(String status) throws MessagingException {
    for (String group : status.split(BLANK_LINE)) {
      InternetHeaders fields = headers(group);
      Optional<String> action = header(fields, "Action").map(text -> text.toLowerCase(Locale.ROOT));
      if (action.isPresent()) {
        boolean forGood = header(fields, "Status").orElse("").startsWith("5.");
        return switch (action.get()) {
          case "failed" -> Optional.of(new Fate(Type.BOUNCE, Optional.of(forGood)));
          case "delayed" -> Optional.of(new Fate(Type.BOUNCE, Optional.of(false)));
          case "delivered" -> Optional.of(new Fate(Type.DELIVERED, Optional.empty()));
          // Relayed or expanded: nobody knows what became of it.
          default -> Optional.empty();
        };
      }
    }
    return Optional.empty();
  }

  private static InternetHeaders headers(String group) throws MessagingException {
    return new InternetHeaders(new ByteArrayInputStream((group + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> header(InternetHeaders headers, String name) {
    return Optional.ofNullable(headers.getHeader(name)).flatMap(values -> Arrays.stream(values).findFirst()).map(String::strip);
  }

  private static String text(BodyPart part) throws MessagingException, IOException {
    try (InputStream content = part.getInputStream()) {
      return new String(content.readNBytes(LONGEST_PART), StandardCharsets.UTF_8).stripLeading();
    }
  }
}
