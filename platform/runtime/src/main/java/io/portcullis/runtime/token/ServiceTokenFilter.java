package io.portcullis.runtime.token;

import io.portcullis.runtime.trace.RequestIds;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/// Adds this service's token to every call of a REST client that names its [ServiceAudience], and the trace of the request
/// for which it calls.
@Singleton
public class ServiceTokenFilter implements ResteasyReactiveClientRequestFilter {

  private static final String INVOKED_METHOD = "org.eclipse.microprofile.rest.client.invokedMethod";

  private final ServiceTokens tokens;

  ServiceTokenFilter(ServiceTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void filter(ResteasyReactiveClientRequestContext request) {
    RequestIds.traceparent().ifPresent(trace -> request.getHeaders().putSingle("traceparent", trace));
    request.suspend();
    tokens.authorization(audience(request)).subscribe().with(
        header -> {
          request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, header);
          request.resume();
        },
        request::resume);
  }

  private static String audience(ResteasyReactiveClientRequestContext request) {
    var method = (Method) request.getProperty(INVOKED_METHOD);
    return method.getDeclaringClass().getAnnotation(ServiceAudience.class).value();
  }
}
