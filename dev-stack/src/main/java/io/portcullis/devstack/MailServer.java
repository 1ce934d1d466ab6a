package io.portcullis.devstack;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// An SMTP server that takes mail for anybody and puts it into the [Inbox].
final class MailServer implements AutoCloseable {
  private final GreenMail smtp;
  private final Inbox inbox;
  private final Clock clock;

  MailServer(Ports ports, Inbox inbox, Clock clock) {
    this.smtp = new GreenMail(new ServerSetup(ports.smtp(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    this.inbox = inbox;
    this.clock = clock;
  }

  void start() {
    smtp.start();
    smtp.getUserManager().setMessageDeliveryHandler(this::receive);
  }

  @Override
  public void close() {
    smtp.stop();
  }

  private GreenMailUser receive(MovingMessage moving, MailAddress to) throws MessagingException {
    MimeMessage mail = moving.getMessage();
    var bodies = new Bodies();
    bodies.collect(mail);
    inbox.add(new InboxMessage(UUID.randomUUID().toString(), InboxMessage.Channel.EMAIL, to.getEmail(),
        mail.getSubject(), bodies.text, bodies.html, headers(mail), clock.instant()));
    return new NoMailbox(to.getEmail());
  }

  private static Map<String, String> headers(MimeMessage mail) throws MessagingException {
    var headers = new LinkedHashMap<String, String>();
    for (Header header : Collections.list(mail.getAllHeaders())) {
      headers.merge(header.getName(), header.getValue(), (first, next) -> first + "\n" + next);
    }
    return headers;
  }

  /// The first plain and the first HTML body of a mail.
  private static final class Bodies {
    private String text;
    private String html;

    private void collect(Part part) throws MessagingException {
      try {
        if (part.isMimeType("text/plain") && text == null) {
          text = part.getContent().toString();
        } else if (part.isMimeType("text/html") && html == null) {
          html = part.getContent().toString();
        } else if (part.getContent() instanceof Multipart parts) {
          for (int i = 0; i < parts.getCount(); i++) {
            BodyPart inner = parts.getBodyPart(i);
            collect(inner);
          }
        }
      } catch (IOException e) {
        throw new MessagingException("unreadable body", e);
      }
    }
  }

  /// GreenMail wants to deliver into a mailbox; ours is the inbox, which has the mail already.
  private record NoMailbox(String address) implements GreenMailUser {
    @Override public String getEmail() { return address; }

    @Override public String getLogin() { return address; }

    @Override public void deliver(MovingMessage message) {}

    @Override public void deliver(MimeMessage message) {}

    @Override public void create() {}

    @Override public void delete() {}

    @Override public String getPassword() { return ""; }

    @Override public void setPassword(String password) {}

    @Override public void authenticate(String password) {}

    @Override public String getQualifiedMailboxName() { return address; }
  }
}
