package io.portcullis.notification;

import io.portcullis.settings.Confidential;
import io.portcullis.settings.ForDevelopers;
import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.PlainOptions;
import io.portcullis.settings.Range;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/// The options of this service that are injected one by one.
@PlainOptions(prefix = "portcullis")
interface DeliveryOptions {

  Sms sms();

  interface Sms {

    /// Where the SMS provider takes POST `{"to", "body"}`.
    @ForDevelopers
    @Form(Kind.HTTP_URL)
    URI url();

    /// Where another provider takes the same. It is asked when the first one refuses a message, and for a minute after the first one failed.
    @Form(Kind.HTTP_URL)
    Optional<URI> secondUrl();
  }

  /// The mail server. The names are those of Quarkus's mailer, whose other options nobody reads here.
  @PlainOptions(prefix = "quarkus.mailer")
  interface Mailer {

    /// The mail server.
    @ForDevelopers
    @Form(Kind.HOST)
    String host();

    /// Its port.
    @Range(min = "1", max = "65535")
    int port();

    /// The sender of every mail.
    @ForDevelopers(also = "Portcullis <security@portcullis.example>")
    @Form(Kind.MAILBOX)
    String from();

    /// The user name at the mail server.
    @Form(Kind.TEXT)
    Optional<String> username();

    /// The password at the mail server.
    @Confidential
    @Form(Kind.TEXT)
    Optional<String> password();

    /// Whether the connection must change to TLS. In production it is `required`, unless the server speaks TLS at once
    /// (`quarkus.mailer.tls=true`).
    @Form(value = Kind.ONE_OF, of = {"disabled", "optional", "required"})
    Optional<String> startTls();

    /// Whether the connection is TLS from its first byte.
    @WithDefault("false")
    boolean tls();

    /// Whether any certificate is believed. Never in production.
    @WithDefault("false")
    boolean trustAll();

    /// What this service calls itself there in `EHLO`. By default the name of its host.
    @Form(Kind.HOST)
    Optional<String> ownHostName();

    /// The ways to sign in there that may be used, such as `PLAIN LOGIN`. By default those of the server.
    @Form(Kind.TEXT)
    Optional<String> authMethods();

    /// The name of a TLS configuration (`quarkus.tls.<name>`) that says which certificates are believed there.
    @Form(Kind.NAME)
    Optional<String> tlsConfigurationName();

    Second second();

    /// Another mail server, for when the first one fails.
    interface Second {

      /// Another mail server. It is asked when the first one refuses a mail, and for a minute after the first one failed.
      @Form(Kind.HOST)
      Optional<String> host();

      /// Its port.
      @Range(min = "1", max = "65535")
      int port();

      /// The user name there.
      @Form(Kind.TEXT)
      Optional<String> username();

      /// The password there.
      @Confidential
      @Form(Kind.TEXT)
      Optional<String> password();

      /// Whether the connection there must change to TLS. In production as for the first one.
      @Form(value = Kind.ONE_OF, of = {"disabled", "optional", "required"})
      Optional<String> startTls();

      /// Whether the connection there is TLS from its first byte.
      @WithDefault("false")
      boolean tls();

      /// Whether any certificate is believed there. Never in production.
      @WithDefault("false")
      boolean trustAll();

      /// What this service calls itself there in `EHLO`. By default the name of its host.
      @Form(Kind.HOST)
      Optional<String> ownHostName();

      /// The ways to sign in there that may be used, such as `PLAIN LOGIN`. By default those of the server.
      @Form(Kind.TEXT)
      Optional<String> authMethods();

      /// The name of a TLS configuration (`quarkus.tls.<name>`) that says which certificates are believed there.
      @Form(Kind.NAME)
      Optional<String> tlsConfigurationName();
    }
  }
}
