package io.portcullis.devstack;

import java.time.Duration;

/// What a newcomer wants to know once everything runs: where things are, and a first thing to try.
final class Welcome {
  private Welcome() {}

  static String text(Suite suite, Duration took) {
    Ports ports = suite.stack().ports();
    return """

        Portcullis is up after %d s.

          pages             %s
          API (gateway)     %s
          mail and SMS      %s
          support desk      %s/desk
          PostgreSQL        127.0.0.1:%d (passwords: %s)
          Redis             127.0.0.1:%d
          Kafka             127.0.0.1:%d
          logs              %s

        Register a first account; its code arrives in the inbox above:

          curl -i %s/v1/accounts -H 'Content-Type: application/json' \\
            -d '{"identifier": "ada@example.org", "password": "seven lanterns over the harbour"}'

        The support desk signs in by a double of the company's OIDC provider, which believes any name and role. Its calls want a
        token, which the double gives to anybody here (roles: support, reviewer, lead; docs/support-desk.md has the calls):

          curl -i %s/v1/support/me -H "Authorization: Bearer $(curl -s '%s/token?person=alice&roles=support')"

        Ctrl-C or ./portcullis down stops everything; the data stay. ./portcullis demo shows the whole way.
        """.formatted(took.toSeconds(), suite.gatewayUrl(), suite.gatewayUrl(), suite.inboxUrl(), suite.stack().deskUrl(),
        ports.postgres(), suite.stack().state().root().resolve("passwords.properties"), ports.redis(), ports.kafka(),
        suite.stack().state().folder("logs"), suite.gatewayUrl(), suite.stack().deskUrl(), suite.stack().staffIssuerUrl());
  }
}
