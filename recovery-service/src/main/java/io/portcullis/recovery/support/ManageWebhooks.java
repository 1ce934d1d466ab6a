package io.portcullis.recovery.support;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.recovery.staff.StaffMember;
import io.portcullis.recovery.support.DeskNotificationService.Refusal;
import io.portcullis.recovery.support.DeskNotificationService.Registration;
import io.portcullis.recovery.support.DeskNotificationService.Webhook;
import io.portcullis.recovery.support.DeskNotificationService.WebhookDelivery;
import io.portcullis.recovery.support.DeskNotificationService.WebhookSecret;
import io.portcullis.runtime.event.Postgres;
import io.portcullis.runtime.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Has notification-service do what an operator asks for. It decides itself which URLs may be called. No operation names an account,
/// and no delivery shows whom its event is about.
@ApplicationScoped
class ManageWebhooks {

  private static final String PROBLEM = "urn:portcullis:problem:";

  private final AdmitStaff admit;
  private final SupportCalls calls;
  private final DeskNotificationService notification;
  private final Watch watch;
  private final Postgres postgres;

  ManageWebhooks(AdmitStaff admit, SupportCalls calls, @RestClient DeskNotificationService notification, Watch watch, Postgres postgres) {
    this.admit = admit;
    this.calls = calls;
    this.notification = notification;
    this.watch = watch;
    this.postgres = postgres;
  }

  sealed interface Verdict<T> {
    record Done<T>(T shown) implements Verdict<T> {}

    /// notification-service would not do it.
    record Answered<T>(DeskProblem problem) implements Verdict<T> {}

    /// No event has one of the types.
    record TypeUnknown<T>() implements Verdict<T> {}

    record Refused<T>(Admission why) implements Verdict<T> {}
  }

  Uni<Verdict<List<Webhook>>> list(StaffMember member, Occasion occasion) {
    return let(member, Wish.aboutWebhook(StaffOperation.LIST_WEBHOOKS, Optional.empty(), occasion), _ -> notification.all());
  }

  Uni<Verdict<WebhookSecret>> register(StaffMember member, String url, List<String> types, Occasion occasion) {
    return let(member, Wish.aboutWebhook(StaffOperation.REGISTER_WEBHOOK, Optional.empty(), occasion),
        call -> notification.register(new Registration(url, types))
            .call(made -> calls.registered(postgres.pool(), call, made.id()))
            .invoke(() -> watch.did(Watch.Act.WEBHOOK_REGISTERED)));
  }

  Uni<Verdict<WebhookSecret>> renew(StaffMember member, UUID webhook, Occasion occasion) {
    return let(member, about(StaffOperation.RENEW_WEBHOOK_SECRET, webhook, occasion),
        _ -> notification.renew(webhook).invoke(() -> watch.did(Watch.Act.WEBHOOK_SECRET_RENEWED)));
  }

  Uni<Verdict<Void>> pause(StaffMember member, UUID webhook, Occasion occasion) {
    return let(member, about(StaffOperation.PAUSE_WEBHOOK, webhook, occasion),
        _ -> notification.pause(webhook).invoke(() -> watch.did(Watch.Act.WEBHOOK_PAUSED)).replaceWithVoid());
  }

  Uni<Verdict<Void>> resume(StaffMember member, UUID webhook, Occasion occasion) {
    return let(member, about(StaffOperation.RESUME_WEBHOOK, webhook, occasion),
        _ -> notification.enable(webhook).invoke(() -> watch.did(Watch.Act.WEBHOOK_RESUMED)).replaceWithVoid());
  }

  Uni<Verdict<Void>> remove(StaffMember member, UUID webhook, Occasion occasion) {
    return let(member, about(StaffOperation.REMOVE_WEBHOOK, webhook, occasion),
        _ -> notification.remove(webhook).invoke(() -> watch.did(Watch.Act.WEBHOOK_REMOVED)).replaceWithVoid());
  }

  Uni<Verdict<List<WebhookDelivery>>> deliveries(StaffMember member, UUID webhook, Optional<String> state, Occasion occasion) {
    return let(member, about(StaffOperation.LIST_WEBHOOK_DELIVERIES, webhook, occasion), _ -> notification.deliveries(webhook, state));
  }

  Uni<Verdict<Void>> replay(StaffMember member, UUID webhook, UUID event, Occasion occasion) {
    return let(member, about(StaffOperation.REPLAY_WEBHOOK, webhook, occasion),
        _ -> notification.replay(webhook, event).invoke(() -> watch.did(Watch.Act.WEBHOOK_REPLAYED)).replaceWithVoid());
  }

  private static Wish about(StaffOperation operation, UUID webhook, Occasion occasion) {
    return Wish.aboutWebhook(operation, Optional.of(webhook), occasion);
  }

  /// @param then gets the call's row
  private <T> Uni<Verdict<T>> let(StaffMember member, Wish wish, Function<UUID, Uni<T>> then) {
    return admit.handle(member, wish).chain(admission -> admission instanceof Admission.Admitted(UUID call)
        ? then.apply(call).<Verdict<T>>map(Verdict.Done::new)
            .onFailure(WebApplicationException.class).recoverWithUni(answer -> refusal((WebApplicationException) answer))
            .onFailure().transform(ProblemException::unavailable)
        : now(new Verdict.Refused<>(admission)));
  }

  private static <T> Uni<Verdict<T>> refusal(WebApplicationException answer) {
    Response response = answer.getResponse();
    String type = response.getStatus() / 100 == 4 && response.hasEntity() ? response.readEntity(Refusal.class).type() : "";
    return switch (type.replace(PROBLEM, "")) {
      case "not-found" -> now(new Verdict.Answered<>(DeskProblem.WEBHOOK_UNKNOWN));
      case "webhook-url-refused" -> now(new Verdict.Answered<>(DeskProblem.WEBHOOK_URL_REFUSED));
      case "webhook-exists" -> now(new Verdict.Answered<>(DeskProblem.WEBHOOK_EXISTS));
      case "webhooks-full" -> now(new Verdict.Answered<>(DeskProblem.WEBHOOKS_FULL));
      case "invalid-fields" -> now(new Verdict.TypeUnknown<>());
      default -> Uni.createFrom().failure(answer);
    };
  }
}
