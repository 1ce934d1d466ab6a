package io.portcullis.notification.push;

import static io.portcullis.notification.NotificationProblem.PUSH_SUBSCRIPTIONS_FULL;
import static io.portcullis.notification.NotificationProblem.PUSH_SUBSCRIPTION_TAKEN;
import static io.portcullis.notification.NotificationProblem.PUSH_UNAVAILABLE;
import static io.portcullis.runtime.verdict.Verdicts.either;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.contracts.SessionId;
import io.portcullis.notification.owner.SettledOwner;
import io.portcullis.runtime.event.Ids;
import io.portcullis.runtime.problem.FieldError;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.portcullis.runtime.token.Customer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/push-subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Alerts")
public class PushSubscriptionsResource {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final CurrentCustomer customer;
  private final SettledOwner settled;
  private final PushSubscriptions subscriptions;
  private final CallPushService pushServices;
  private final PushKeys keys;
  private final PushConfig config;
  private final Ids ids;

  PushSubscriptionsResource(CurrentCustomer customer, SettledOwner settled, PushSubscriptions subscriptions, CallPushService pushServices,
      PushKeys keys, PushConfig config, Ids ids) {
    this.customer = customer;
    this.settled = settled;
    this.subscriptions = subscriptions;
    this.pushServices = pushServices;
    this.keys = keys;
    this.config = config;
    this.ids = ids;
  }

  @GET
  @Operation(operationId = "listPushSubscriptions", summary = "Which browsers alerts are pushed to, and the key for another one")
  public Uni<Shown> list() {
    Customer owner = customer.get();
    return subscriptions.list(owner.account()).map(found -> new Shown(
        Optional.of(keys.current()).filter(_ -> config.enabled()),
        found.stream().map(each -> Subscription.of(each, owner.session())).toList()));
  }

  // Goes on under the settings lock: it protects the account, and ends with the session that asked for it.
  @POST
  @Operation(operationId = "subscribeToPushes", summary = "Have alerts pushed to a browser until its session ends; asked again, report that it is still there")
  @APIResponse(responseCode = "204", description = "Subscribed, now or before")
  public Uni<RestResponse<?>> subscribe(@Valid @NotNull Wish wish) {
    Customer owner = customer.get();
    if (!config.enabled()) {
      return now(Problem.response(PUSH_UNAVAILABLE));
    }
    List<FieldError> errors = errors(wish);
    if (!errors.isEmpty()) {
      return now(Problem.of(HouseProblem.INVALID_FIELDS).with("errors", errors).response());
    }
    var target = new PushTarget(wish.endpoint(), wish.keys().p256dh(), wish.keys().auth());
    return subscriptions.keep(ids.next(), owner.account(), owner.session(), target, wish.publicKey()).map(kept -> switch (kept) {
      case NEW, KNOWN -> RestResponse.noContent();
      case TAKEN -> Problem.response(PUSH_SUBSCRIPTION_TAKEN);
      case FULL -> Problem.response(PUSH_SUBSCRIPTIONS_FULL);
    });
  }

  private List<FieldError> errors(Wish wish) {
    return Stream.of(
        error(pushServices.parse(wish.endpoint()).isEmpty(), "endpoint", "must be an `https:` URL of a push service that may be called"),
        error(PushTarget.point(wish.keys().p256dh()).isEmpty(), "keys.p256dh", "must be a point of P-256, uncompressed, in base64url"),
        error(PushTarget.secretBytes(wish.keys().auth()).isEmpty(), "keys.auth", "must be 16 bytes in base64url"),
        error(!keys.knows(wish.publicKey()), "publicKey", "must be a key that was told here"))
        .flatMap(Optional::stream).toList();
  }

  private static Optional<FieldError> error(boolean wrong, String field, String message) {
    return wrong ? Optional.of(new FieldError(field, message)) : Optional.empty();
  }

  // A thief with a session must not silence the owner's browsers. The own one falls silent with the session, too.
  @DELETE
  @Path("/{id}")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "endPushSubscription",
      summary = "Push no more alerts to a browser (fresh session for one that another session subscribed)")
  @APIResponse(responseCode = "204", description = "Ended")
  public Uni<RestResponse<?>> end(@RestPath @Pattern(regexp = ID) String id) {
    Customer owner = customer.get();
    UUID subscription = UUID.fromString(id);
    return subscriptions.sessionOf(subscription, owner.account()).chain(either(
        session -> proof(owner, session).chain(() -> subscriptions.end(subscription, owner.account())).replaceWith(RestResponse.noContent()),
        () -> now(Problem.response(HouseProblem.NOT_FOUND))));
  }

  private Uni<Customer> proof(Customer owner, SessionId subscriber) {
    return subscriber.equals(owner.session()) ? now(owner) : settled.require(FRESH);
  }

  /// @param publicKey for `PushManager.subscribe` (RFC 8292 §4.1); absent where alerts are not pushed
  @RegisterForReflection
  @Schema(name = "PushSubscriptions")
  public record Shown(Optional<String> publicKey, List<Subscription> subscriptions) {}

  /// @param endpoint  SHA-256 of its endpoint in base64url: a browser finds itself by it
  /// @param publicKey that it was subscribed with
  /// @param seenAt    when its browser last reported
  /// @param current   whether the session that asks subscribed it
  /// @param device    display name of the device on which its session began; absent while it is not known
  @RegisterForReflection
  @Schema(name = "PushSubscription")
  public record Subscription(String id, String endpoint, String publicKey, Instant createdAt, Instant seenAt, boolean current,
      Optional<String> device) {

    static Subscription of(PushSubscriptions.Listed listed, SessionId session) {
      return new Subscription(listed.id().toString(), listed.endpoint(), listed.keyedTo(), listed.createdAt(), listed.seenAt(),
          listed.session().equals(session), listed.device());
    }
  }

  /// @param publicKey the key of ours that the browser subscribed with
  @RegisterForReflection
  @Schema(name = "PushSubscriptionWish")
  public record Wish(@NotNull @Size(max = 2048) String endpoint, @NotNull @Valid Keys keys, @NotNull @Size(max = 100) String publicKey) {

    @Override
    public String toString() {
      return "Wish[redacted]";
    }
  }

  /// As `PushSubscription.toJSON` gives them.
  @RegisterForReflection
  @Schema(name = "PushSubscriptionKeys")
  public record Keys(@NotNull @Size(max = 100) String p256dh, @NotNull @Size(max = 40) String auth) {}
}
