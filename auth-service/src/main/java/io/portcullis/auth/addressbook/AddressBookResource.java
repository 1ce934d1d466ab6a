package io.portcullis.auth.addressbook;

import static io.portcullis.runtime.verdict.Verdicts.now;

import io.portcullis.auth.AuthProblem;
import io.portcullis.auth.addressbook.RemoveEntry.Removal;
import io.portcullis.auth.addressbook.SwitchBookOnly.Switching;
import io.portcullis.runtime.problem.HouseProblem;
import io.portcullis.runtime.problem.Problem;
import io.portcullis.runtime.token.CurrentCustomer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// The customer's addresses to pay out to. A restricted session sees and changes nothing of them.
@Path("/v1/address-book")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "address-book")
@RolesAllowed("customer")
public class AddressBookResource {

  private final CurrentCustomer customer;
  private final ShowBook show;
  private final BookAddress book;
  private final RemoveEntry remove;
  private final SwitchBookOnly bookOnly;
  private final AddressBookMetrics metrics;

  AddressBookResource(CurrentCustomer customer, ShowBook show, BookAddress book, RemoveEntry remove, SwitchBookOnly bookOnly,
      AddressBookMetrics metrics) {
    this.customer = customer;
    this.show = show;
    this.book = book;
    this.remove = remove;
    this.bookOnly = bookOnly;
    this.metrics = metrics;
  }

  @GET
  @Operation(operationId = "getAddressBook", summary = "All addresses of the book, newest first, and whether money goes to them alone")
  @APIResponse(responseCode = "200", description = "The book", content = @Content(schema = @Schema(implementation = BookView.class)))
  public Uni<RestResponse<?>> list() {
    return show.handle(customer.get().account()).map(AddressBookResource::uncached);
  }

  /// @param approvalId of an approved action of the type `address-book-entry` for the system `portcullis`
  @Schema(name = "NewAddressBookEntry")
  public record NewEntry(@NotNull UUID approvalId) {}

  @POST
  @Operation(operationId = "addAddressBookEntry", summary = "Put an approved address into the book",
      description = "A repeated request gets the same entry. Until usableAt it does not count while money goes to the book alone.")
  @APIResponse(responseCode = "201", description = "It is in the book",
      content = @Content(schema = @Schema(implementation = BookView.Entry.class)))
  @APIResponse(responseCode = "200", description = "This approval put it there before",
      content = @Content(schema = @Schema(implementation = BookView.Entry.class)))
  public Uni<RestResponse<?>> add(@Valid @NotNull NewEntry wanted) {
    var account = customer.requireUnlocked().account();
    return book.handle(account, wanted.approvalId()).invoke(metrics::count).chain(verdict -> switch (verdict) {
      case BookVerdict.Booked(var entry) -> show.entry(account, entry).map(view -> RestResponse.status(Status.CREATED, view));
      case BookVerdict.BookedBefore(var entry) -> show.entry(account, entry).map(AddressBookResource::uncached);
      case BookVerdict.Refused(var problem) -> refuse(Problem.response(problem));
      case BookVerdict.Present() -> refuse(Problem.response(AuthProblem.ADDRESS_BOOKED));
      case BookVerdict.Full() -> refuse(Problem.response(AuthProblem.ADDRESS_BOOK_FULL));
      case BookVerdict.NotFound() -> refuse(Problem.response(HouseProblem.NOT_FOUND));
    });
  }

  @DELETE
  @Path("/{id}")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "removeAddressBookEntry", summary = "Take an address out of the book (fresh proof)")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Uni<RestResponse<?>> remove(@RestPath String id) {
    return uuid(id).map(entry -> remove.handle(entry).invoke(metrics::count).<RestResponse<?>>map(removal -> switch (removal) {
      case REMOVED -> RestResponse.noContent();
      case NOT_FOUND -> Problem.response(HouseProblem.NOT_FOUND);
    })).orElseGet(() -> now(Problem.response(HouseProblem.NOT_FOUND)));
  }

  /// @param on switching it on happens at once and takes back a wish to switch it off; switching it off takes 48 hours
  @Schema(name = "BookOnlySwitch")
  public record Switch(@NotNull Boolean on) {}

  @PUT
  @Path("/book-only")
  @Operation(operationId = "setBookOnly", summary = "Let money go to the addresses of the book alone, or not any more (fresh proof)")
  @APIResponse(responseCode = "200", description = "How it is now",
      content = @Content(schema = @Schema(implementation = BookView.Mode.class)))
  public Uni<RestResponse<?>> bookOnly(@Valid @NotNull Switch wanted) {
    return switched(wanted.on() ? bookOnly.on() : bookOnly.off());
  }

  @DELETE
  @Path("/book-only/switch-off")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "cancelBookOnlySwitchOff", summary = "Keep it on after all: no proof is needed")
  @APIResponse(responseCode = "200", description = "How it is now",
      content = @Content(schema = @Schema(implementation = BookView.Mode.class)))
  public Uni<RestResponse<?>> keepOn() {
    return switched(bookOnly.keepOn(customer.get().account()));
  }

  private Uni<RestResponse<?>> switched(Uni<Switching> switching) {
    return switching.invoke(metrics::count).chain(verdict -> switch (verdict) {
      case DONE -> show.mode(customer.get().account()).map(AddressBookResource::uncached);
      case ACCOUNT_FROZEN -> refuse(Problem.response(AuthProblem.ACCOUNT_FROZEN));
    });
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text)).filter(id -> id.toString().equals(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static Uni<RestResponse<?>> refuse(RestResponse<Problem> problem) {
    return now(problem);
  }

  private static <T> RestResponse<T> uncached(T answer) {
    return RestResponse.ResponseBuilder.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
