package io.portcullis.recovery.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/recovery")
@PermitAll
public class PageResource {

  // Nothing from elsewhere, nothing inline, no frame, no form that posts by itself: what runs here is the two scripts
  // below, so neither the token nor the new password can be sent anywhere but back to this origin.
  private static final String CONTENT_SECURITY_POLICY = """
      default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
      form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'""";

  private final byte[] password = read("password.html");
  private final byte[] freeze = read("freeze.html");
  private final byte[] identifier = read("identifier.html");
  private final byte[] identifierScript = read("identifier.js");
  private final byte[] passwordScript = read("password.js");
  private final byte[] freezeScript = read("freeze.js");
  private final byte[] linkScript = read("link.js");
  private final byte[] style = read("recovery.css");

  @GET
  @Path("/password")
  @Produces("text/html;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> password() {
    return page(password);
  }

  @GET
  @Path("/freeze")
  @Produces("text/html;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> freeze() {
    return page(freeze);
  }

  @GET
  @Path("/identifier")
  @Produces("text/html;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> identifier() {
    return page(identifier);
  }

  @GET
  @Path("/assets/identifier.js")
  @Produces("text/javascript;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> identifierScript() {
    return page(identifierScript);
  }

  @GET
  @Path("/assets/password.js")
  @Produces("text/javascript;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> passwordScript() {
    return page(passwordScript);
  }

  @GET
  @Path("/assets/freeze.js")
  @Produces("text/javascript;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> freezeScript() {
    return page(freezeScript);
  }

  @GET
  @Path("/assets/link.js")
  @Produces("text/javascript;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> linkScript() {
    return page(linkScript);
  }

  @GET
  @Path("/assets/recovery.css")
  @Produces("text/css;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> style() {
    return page(style);
  }

  private static RestResponse<byte[]> page(byte[] content) {
    return ResponseBuilder.ok(content)
        .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store")
        .header("X-Frame-Options", "DENY")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        .header("X-Robots-Tag", "noindex")
        .build();
  }

  private static byte[] read(String file) {
    try (InputStream resource = PageResource.class.getResourceAsStream("/page/" + file)) {
      return resource.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
