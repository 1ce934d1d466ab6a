package io.portcullis.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How a text must be written.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Form {

  Kind value();

  enum Kind {
    /// Any text but an empty one.
    TEXT,
    /// Letters, digits, `-`, `_` and `.`.
    NAME,
    /// The name of a service account. One of another namespace begins with that and a colon: `payments:withdrawals`.
    SERVICE_ACCOUNT,
    /// A prefix of any characters but blanks.
    PREFIX,
    /// One of a fixed list; see [Form#of].
    ONE_OF,
    /// `https://host[:port]`, without path, query, fragment or slash at the end.
    ORIGIN,
    /// `http:` or `https:` with a host, without path, query, fragment or slash at the end.
    BASE_URL,
    /// `http:` or `https:` with a host; a path may follow.
    HTTP_URL,
    /// `https:` or `mailto:`.
    CONTACT,
    /// `redis:` or `rediss:` with a host.
    REDIS_URL,
    /// `postgresql://host:port/name`.
    POSTGRESQL_URL,
    /// `jdbc:postgresql://host:port/name`.
    JDBC_URL,
    /// `host:port/name`.
    DATABASE,
    /// `host:port`.
    HOST_AND_PORT,
    /// A host name or an address.
    HOST,
    /// A domain name.
    DOMAIN,
    /// The ISO 3166 code of a country that has telephone numbers, such as `DE`.
    COUNTRY,
    /// A network, as `192.0.2.0/24`, or an address.
    NETWORK,
    /// A file that this service can read.
    FILE,
    /// A file that may come later and be replaced, in a directory that this service can read.
    WATCHED_FILE,
    /// A file with X.509 certificates in PEM.
    CERTIFICATE_FILE,
    /// A file with a private key in PEM.
    KEY_FILE,
    /// A directory that this service can read.
    DIRECTORY,
    /// A path of a URL, which begins with `/`.
    URL_PATH,
    /// A mailbox, with or without a name before it.
    MAILBOX,
  }

  /// The values of [Kind#ONE_OF].
  String[] of() default {};
}
