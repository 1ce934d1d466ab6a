package io.portcullis.notification.preference;

import static io.portcullis.notification.NotificationProblem.CRITICAL_ALERTS;
import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.notification.owner.SettledOwner;
import io.portcullis.notification.preference.ChangePreferences.Proof;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/notification-preferences")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("customer")
@Tag(name = "Alerts")
public class NotificationPreferencesResource {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final String CRITICAL = "critical";

  private final CurrentCustomer customer;
  private final SettledOwner settled;
  private final ChosenPreferences chosen;
  private final ChangePreferences change;

  NotificationPreferencesResource(CurrentCustomer customer, SettledOwner settled, ChosenPreferences chosen, ChangePreferences change) {
    this.customer = customer;
    this.settled = settled;
    this.chosen = chosen;
    this.change = change;
  }

  @GET
  @Operation(operationId = "getNotificationPreferences", summary = "Which alerts come by which channel, and when")
  public Uni<Shown> show() {
    return chosen.of(customer.get().account()).map(Shown::of);
  }

  @PUT
  @Operation(operationId = "setNotificationPreferences",
      summary = "Choose which alerts come by which channel, and when (fresh session for what silences or delays some)")
  @APIResponse(responseCode = "204", description = "Chosen")
  public Uni<RestResponse<?>> choose(@Valid @NotNull Wish wish) {
    Customer owner = customer.requireUnlocked();
    List<FieldError> errors = wish.errors();
    if (!errors.isEmpty()) {
      return now(Problem.of(HouseProblem.INVALID_FIELDS).with("errors", errors).response());
    }
    if (wish.groups().stream().anyMatch(group -> group.group().equals(CRITICAL) && !group.comesEverywhere())) {
      return now(Problem.response(CRITICAL_ALERTS));
    }
    Preferences wanted = wish.preferences();
    return change.handle(owner.account(), wanted, Proof.NONE).chain(verdict -> switch (verdict) {
      case CHANGED -> now(RestResponse.noContent());
      case PROOF_NEEDED -> settled.require(FRESH)
          .chain(proved -> change.handle(proved.account(), wanted, Proof.SHOWN)).map(_ -> RestResponse.noContent());
    });
  }

  /// @param group      `sign-ins`, `devices`, `api-keys`, `money`, `prices`, `account`, or `critical`
  /// @param changeable false for `critical`: those go to every address at once
  @RegisterForReflection
  @Schema(name = "AlertGroupShown")
  public record GroupShown(String group, boolean email, boolean sms, boolean push, boolean changeable) {}

  /// @param quietHours absent where alerts come at any time
  @RegisterForReflection
  @Schema(name = "NotificationPreferences")
  public record Shown(List<GroupShown> groups, Optional<Hours> quietHours) {

    static Shown of(Preferences chosen) {
      return new Shown(Stream.concat(Stream.of(new GroupShown(CRITICAL, true, true, true, false)),
          Arrays.stream(AlertGroup.values()).map(group -> new GroupShown(group.wireName(), !chosen.emailOff().contains(group),
              !chosen.smsOff().contains(group), !chosen.pushOff().contains(group), true))).toList(),
          chosen.quietHours().map(hours -> new Hours(hours.from().toString(), hours.to().toString(), hours.zone().getId())));
    }
  }

  /// @param push left out by clients that do not know of it: pushes come
  @RegisterForReflection
  @Schema(name = "AlertGroupWish")
  public record GroupWish(@NotNull String group, @NotNull Boolean email, @NotNull Boolean sms, Optional<Boolean> push) {

    boolean wantsPush() {
      return push.orElse(true);
    }

    boolean comesEverywhere() {
      return email && sms && wantsPush();
    }
  }

  /// @param from 24-hour clock, as `22:00`
  /// @param to   when alerts come again, perhaps on the next day
  /// @param zone IANA name, as `Europe/Berlin`
  @RegisterForReflection
  @Schema(name = "QuietHours")
  public record Hours(@NotNull @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d") String from,
      @NotNull @Pattern(regexp = "([01]\\d|2[0-3]):[0-5]\\d") String to, @NotNull @Size(max = 64) String zone) {}

  /// @param groups     those that are left out come by each channel
  /// @param quietHours left out: alerts come at any time
  @RegisterForReflection
  @Schema(name = "NotificationPreferencesWish")
  public record Wish(@NotNull @Size(max = 20) List<@Valid @NotNull GroupWish> groups, Optional<@Valid Hours> quietHours) {

    List<FieldError> errors() {
      boolean unknown = groups.stream().anyMatch(wish -> !wish.group().equals(CRITICAL) && AlertGroup.of(wish.group()).isEmpty());
      boolean twice = groups.stream().map(GroupWish::group).distinct().count() < groups.size();
      return Stream.of(
          error(unknown, "groups", "must name groups that there are"),
          error(twice, "groups", "must name each group once"),
          error(quietHours.filter(hours -> !ZoneId.getAvailableZoneIds().contains(hours.zone())).isPresent(), "quietHours.zone",
              "must be a time zone of the IANA database"),
          error(quietHours.filter(hours -> hours.from().equals(hours.to())).isPresent(), "quietHours.to", "must differ from `from`"))
          .flatMap(Optional::stream).toList();
    }

    private static Optional<FieldError> error(boolean wrong, String field, String message) {
      return wrong ? Optional.of(new FieldError(field, message)) : Optional.empty();
    }

    Preferences preferences() {
      return new Preferences(off(wish -> !wish.email()), off(wish -> !wish.sms()), off(wish -> !wish.wantsPush()), quietHours.map(hours ->
          new QuietHours(LocalTime.parse(hours.from()), LocalTime.parse(hours.to()), ZoneId.of(hours.zone()))));
    }

    private Set<AlertGroup> off(Predicate<GroupWish> silenced) {
      return groups.stream().filter(silenced).flatMap(wish -> AlertGroup.of(wish.group()).stream())
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(AlertGroup.class)));
    }
  }
}
