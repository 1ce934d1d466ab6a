package io.portcullis.recovery.page;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/")
@PermitAll
public class PageResource {

  // Nothing from elsewhere, nothing inline, no frame, no form that posts by itself: what runs here is the scripts
  // below, so neither the token nor the new password can be sent anywhere but back to this origin.
  private static final String CONTENT_SECURITY_POLICY = """
      default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
      form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'""";

  private static final Map<String, byte[]> SCRIPTS =
      read(".js", "password", "freeze", "identifier", "removal", "case", "short-link", "link", "button");
  private static final Map<String, byte[]> STYLES = read(".css", "recovery");

  private final Map<String, byte[]> pages;

  PageResource(@ConfigProperty(name = "portcullis.brand") String brand) {
    pages = Map.of(
        "password", framed("password", "Set a new password", "Set a new password", brand),
        "freeze", framed("freeze", "Freeze your account", "Freeze your account?", brand),
        "identifier", framed("identifier", "Take a change of addresses back", "Take the change of addresses back?", brand),
        "removal", framed("removal", "Keep your second factor", "Keep your second factor?", brand),
        "case", framed("case", "Cancel a recovery case", "Cancel the recovery case?", brand),
        "short-link", framed("short-link", "Your link", "Your link", brand));
  }

  @GET
  @Path("/recovery/{page: password|freeze|identifier|removal|case}")
  @Produces("text/html;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> page(@RestPath String page) {
    return answer(pages.get(page));
  }

  /// Where the link of a text message leads: it goes on to the page that the token is for.
  @GET
  @Path("/r")
  @Produces("text/html;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> shortLink() {
    return answer(pages.get("short-link"));
  }

  @GET
  @Path("/recovery/assets/{script: password|freeze|identifier|removal|case|short-link|link|button}.js")
  @Produces("text/javascript;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> script(@RestPath String script) {
    return answer(SCRIPTS.get(script));
  }

  @GET
  @Path("/recovery/assets/recovery.css")
  @Produces("text/css;charset=utf-8")
  @Operation(hidden = true)
  public RestResponse<byte[]> style() {
    return answer(STYLES.get("recovery"));
  }

  private static RestResponse<byte[]> answer(byte[] content) {
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

  private static byte[] framed(String page, String title, String heading, String brand) {
    return text("frame.html").replace("{page}", page).replace("{title}", title).replace("{heading}", heading)
        .replace("{main}", text(page + ".html")).replace("{brand}", brand.replace("&", "&amp;").replace("<", "&lt;")).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String file) {
    return new String(read(file), StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> read(String ending, String... names) {
    return Stream.of(names).collect(Collectors.toUnmodifiableMap(Function.identity(), name -> read(name + ending)));
  }

  private static byte[] read(String file) {
    try (InputStream resource = PageResource.class.getResourceAsStream("/page/" + file)) {
      return resource.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
