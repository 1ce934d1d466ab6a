package io.portcullis.session.discovery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.portcullis.session.OnStack;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@OnStack
class DiscoveryTest {

  @ConfigProperty(name = "portcullis.origin") String origin;

  @Test
  void a16HostPoisoning_givenAnotherHost_whenMetadataIsRead_thenEveryAddressIsOfTheConfiguredOrigin() {
    for (String path : new String[] {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"}) {
      Response answer = given().header("X-Forwarded-Host", "evil.example").header("Host", "evil.example").get(path);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.asString()).doesNotContain("evil");
      JsonPath metadata = answer.jsonPath();
      assertThat(metadata.getString("issuer")).isEqualTo(origin);
      assertThat(metadata.getString("jwks_uri")).isEqualTo(origin + "/.well-known/jwks.json");
      assertThat(metadata.getString("token_endpoint")).isEqualTo(origin + "/oauth2/token");
      assertThat(metadata.getString("revocation_endpoint")).isEqualTo(origin + "/oauth2/revoke");
      assertThat(metadata.getList("acr_values_supported", String.class)).containsExactly("aal1", "aal2", "phr");
      assertThat(metadata.getList("scopes_supported", String.class)).containsExactly("account", "restricted");
      assertThat(metadata.getString("portcullis_assurance_profile")).isEqualTo("standard");
      assertThat(metadata.getList("grant_types_supported", String.class)).containsExactly("refresh_token");
    }
  }

  @Test
  void givenAPasswordManager_thenItIsLedToThePage() {
    Response answer = given().redirects().follow(false).get("/.well-known/change-password");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo(origin + "/recovery/password");
  }

  @Test
  void rfc9116_givenAContact_thenSecurityTxtNamesItAndExpiresWithinAYear() {
    String text = given().get("/.well-known/security.txt").then().statusCode(200).extract().asString();

    assertThat(text).contains("Contact: mailto:security@example.org\n", "Canonical: " + origin + "/.well-known/security.txt\n");
    Instant expires = Instant.parse(text.lines().filter(line -> line.startsWith("Expires: ")).findFirst().orElseThrow().substring(9));
    assertThat(expires).isBetween(Instant.now().plusSeconds(80 * 86400), Instant.now().plusSeconds(100 * 86400));
  }
}
