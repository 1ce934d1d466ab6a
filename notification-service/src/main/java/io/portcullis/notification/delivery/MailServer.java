package io.portcullis.notification.delivery;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.microprofile.config.Config;

/// A mail server as its options describe it.
final class MailServer {

  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final String prefix;
  private final Config config;
  private final TlsConfigurationRegistry tls;

  /// @param prefix of its options, with the dot
  MailServer(String prefix, Config config, TlsConfigurationRegistry tls) {
    this.prefix = prefix;
    this.config = config;
    this.tls = tls;
    named();
  }

  /// For mail in ASCII: connected, sealed as the options want it, and signed in.
  MailConnection connect() throws MessagingException {
    return connect(Session.getInstance(properties()));
  }

  /// The same, and `MAIL FROM` asks for SMTPUTF8 where the server offers it. A server on the way may refuse what is marked so.
  MailConnection connectForSmtputf8() throws MessagingException {
    Properties properties = properties();
    properties.put("mail.mime.allowutf8", "true");
    return connect(Session.getInstance(properties));
  }

  private MailConnection connect(Session session) throws MessagingException {
    // By its constructor: a look-up by name would need reflection in a native executable.
    var transport = new SMTPTransport(session, new URLName("smtp", null, -1, null, null, null));
    transport.connect(text("host").orElseThrow(), config.getValue(prefix + "port", Integer.class),
        text("username").orElse(null), text("password").orElse(null));
    return new MailConnection(session, transport);
  }

  private Properties properties() {
    var properties = new Properties();
    String silence = Long.toString(SILENCE.toMillis());
    properties.put("mail.smtp.connectiontimeout", silence);
    properties.put("mail.smtp.timeout", silence);
    // A connection that waited is asked with RSET, by which it also forgets all.
    properties.put("mail.smtp.userset", "true");
    String startTls = text("start-tls").orElse("OPTIONAL");
    properties.put("mail.smtp.starttls.enable", Boolean.toString(!startTls.equalsIgnoreCase("DISABLED")));
    properties.put("mail.smtp.starttls.required", Boolean.toString(startTls.equalsIgnoreCase("REQUIRED")));
    properties.put("mail.smtp.ssl.enable", Boolean.toString(isSet("tls")));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    text("own-host-name").ifPresent(name -> properties.put("mail.smtp.localhost", name));
    text("auth-methods").ifPresent(methods -> properties.put("mail.smtp.auth.mechanisms", methods));
    trust(properties);
    return properties;
  }

  private void trust(Properties properties) {
    if (isSet("trust-all")) {
      properties.put("mail.smtp.ssl.trust", "*");
      properties.put("mail.smtp.ssl.checkserveridentity", "false");
    }
    named().ifPresent(named -> {
      properties.put("mail.smtp.ssl.socketFactory", context(named).getSocketFactory());
      properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(
          !named.isTrustAll() && !named.getHostnameVerificationAlgorithm().filter("NONE"::equals).isPresent()));
    });
  }

  /// Fails when there is none of that name: other certificates would be believed than the operator thinks.
  private Optional<TlsConfiguration> named() {
    return text("tls-configuration-name").map(name -> tls.get(name).orElseThrow(() ->
        new IllegalStateException(prefix + "tls-configuration-name: there is no TLS configuration of that name")));
  }

  private static SSLContext context(TlsConfiguration named) {
    try {
      return named.createSSLContext();
    } catch (Exception unreadable) {
      throw new IllegalStateException("the mail server's TLS configuration can't be used", unreadable);
    }
  }

  private boolean isSet(String option) {
    return config.getOptionalValue(prefix + option, Boolean.class).orElse(false);
  }

  private Optional<String> text(String option) {
    return config.getOptionalValue(prefix + option, String.class);
  }
}
