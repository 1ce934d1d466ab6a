package io.portcullis.notification.delivery;

import io.portcullis.notification.letter.LetterPress.Printed;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;

/// A mail to one mailbox, as text and as HTML.
///
/// @param from `name <address>`, or an address
/// @param to   one mailbox and nothing else
/// @param id   without angle brackets; the same in every try
record Mail(String from, String to, String id, Printed printed, Instant written) {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  /// Whether only a server with SMTPUTF8 (RFC 6531) may have it.
  boolean needsSmtputf8() {
    return !to.chars().allMatch(letter -> letter < 0x80);
  }

  InternetAddress recipient() {
    // Not parsed: the address is one mailbox, and nothing of it is syntax.
    var recipient = new InternetAddress();
    recipient.setAddress(to);
    return recipient;
  }

  MimeMessage in(Session session) throws MessagingException {
    var text = new MimeMultipart("alternative", part("plain", printed.text()), part("html", printed.html()));
    var mail = new Written(session, written(text));
    mail.setFrom(sender());
    mail.setHeader("To", to);
    mail.setSentDate(Date.from(written));
    // A line break would begin a header of its own (CWE-93).
    mail.setSubject(CONTROL.matcher(printed.subject()).replaceAll(" "), UTF_8);
    mail.setHeader("Message-ID", "<" + id + ">");
    // RFC 3834 §5: an out-of-office reply to a code helps nobody.
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("MIME-Version", "1.0");
    mail.setHeader("Content-Type", text.getContentType());
    return mail;
  }

  private InternetAddress sender() throws MessagingException {
    int angle = from.indexOf('<');
    if (angle < 0) {
      return new InternetAddress(from);
    }
    var sender = new InternetAddress(from.substring(angle));
    String name = from.substring(0, angle).strip().replaceAll("^\"|\"$", "");
    try {
      sender.setPersonal(name.isEmpty() ? null : CONTROL.matcher(name).replaceAll(" "), UTF_8);
    } catch (IOException everyJavaHasUtf8) {
      throw new UncheckedIOException(everyJavaHasUtf8);
    }
    return sender;
  }

  private static MimeBodyPart part(String subtype, String content) throws MessagingException {
    var headers = new InternetHeaders();
    headers.setHeader("Content-Type", "text/" + subtype + "; charset=" + UTF_8);
    headers.setHeader("Content-Transfer-Encoding", "quoted-printable");
    var encoded = new ByteArrayOutputStream();
    try (OutputStream out = MimeUtility.encode(encoded, "quoted-printable")) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException memoryHasRoom) {
      throw new UncheckedIOException(memoryHasRoom);
    }
    return new MimeBodyPart(headers, encoded.toByteArray());
  }

  private static byte[] written(MimeMultipart parts) throws MessagingException {
    var out = new ByteArrayOutputStream();
    try {
      parts.writeTo(out);
    } catch (IOException memoryHasRoom) {
      throw new UncheckedIOException(memoryHasRoom);
    }
    return out.toByteArray();
  }

  /// Its body is written already, so nothing looks up by reflection how to write it.
  private static final class Written extends MimeMessage {

    Written(Session session, byte[] body) {
      super(session);
      content = body;
      modified = false;
      saved = true;
    }
  }
}
