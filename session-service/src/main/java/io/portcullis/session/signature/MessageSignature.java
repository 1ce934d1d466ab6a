package io.portcullis.session.signature;

import io.portcullis.session.apikey.ApiKeyConfig;
import io.portcullis.session.signature.Claim.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parameters;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/// HTTP Message Signatures (RFC 9421), as §3.2 reads them: of one profile, which says what must be covered and what may be. A
/// signature of another tag is another application's (§7.2.7), and not looked at.
@ApplicationScoped
class MessageSignature {

  static final String INPUT = "Signature-Input";
  static final String SIGNATURE = "Signature";
  static final String TAG = "portcullis";

  /// Beyond it nothing is parsed.
  private static final int LONGEST = 2_048;
  private static final int MOST_SIGNATURES = 4;
  private static final int LONGEST_NONCE = 128;
  private static final int LARGEST_SIGNATURE = 64;

  private static final String CONTENT_DIGEST = "content-digest";
  private static final Set<String> REQUIRED = Set.of("@method", "@authority", "@path", "@query");
  private static final Set<String> PARAMETERS = Set.of("created", "expires", "nonce", "keyid", "alg", "tag");
  /// Of which nobody expects a body (RFC 9110 §9.3).
  private static final Set<String> BODYLESS = Set.of("GET", "HEAD", "DELETE", "OPTIONS");

  private final Duration window;

  MessageSignature(ApiKeyConfig config) {
    window = config.window();
  }

  /// Empty when there is none of our tag, more than one, or one that does not cover what it must.
  Optional<Claim> read(SignedRequest request) {
    List<String> inputs = request.headers().getAll(INPUT);
    List<String> signatures = request.headers().getAll(SIGNATURE);
    if (length(inputs) > LONGEST || length(signatures) > LONGEST) {
      return Optional.empty();
    }
    try {
      Map<String, ListElement<?>> input = dictionary(inputs);
      if (input.isEmpty() || input.size() > MOST_SIGNATURES) {
        return Optional.empty();
      }
      List<String> ours = input.entrySet().stream().filter(entry -> isOurs(entry.getValue())).map(Map.Entry::getKey).toList();
      return ours.size() != 1 ? Optional.empty()
          : read(request, (InnerList) input.get(ours.getFirst()), dictionary(signatures).get(ours.getFirst()));
    } catch (ParseException malformed) {
      return Optional.empty();
    }
  }

  private static int length(List<String> headers) {
    return headers.stream().mapToInt(String::length).sum();
  }

  private static Map<String, ListElement<?>> dictionary(List<String> headers) {
    Dictionary parsed = new Parser(headers).parseDictionary();
    return parsed.get();
  }

  private static boolean isOurs(ListElement<?> member) {
    return member instanceof InnerList && text(member.getParams(), "tag").filter(TAG::equals).isPresent();
  }

  private Optional<Claim> read(SignedRequest request, InnerList input, ListElement<?> signature) {
    Parameters parameters = input.getParams();
    Optional<List<String>> components = components(input);
    Optional<Period> period = period(parameters);
    Optional<String> keyId = text(parameters, "keyid");
    Optional<String> nonce = text(parameters, "nonce").filter(text -> !text.isEmpty() && text.length() <= LONGEST_NONCE);
    Optional<byte[]> bytes = bytes(signature);
    List<String> digests = request.headers().getAll(ContentDigest.HEADER);
    boolean known = PARAMETERS.containsAll(parameters.keySet()) && (!parameters.containsKey("alg") || text(parameters, "alg").isPresent());
    if (components.isEmpty() || period.isEmpty() || keyId.isEmpty() || nonce.isEmpty() || bytes.isEmpty() || !known
        || !coversBody(request, components.get(), digests)) {
      return Optional.empty();
    }
    return ContentDigest.readOrEmpty(digests).map(digest -> new Claim(keyId.get(), text(parameters, "alg"),
        base(request, components.get(), digest, input.serialize()), bytes.get(), period.get(), nonce.get(), digest));
  }

  /// Names without parameters, each once: those that must be there, and the digest of the body.
  private static Optional<List<String>> components(InnerList input) {
    var names = new ArrayList<String>();
    for (Item<?> item : input.get()) {
      if (!(item instanceof StringItem name) || !item.getParams().isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    var once = new HashSet<>(names);
    boolean complete = once.size() == names.size() && once.containsAll(REQUIRED);
    once.removeAll(REQUIRED);
    return complete && Set.of(CONTENT_DIGEST).containsAll(once) ? Optional.of(names) : Optional.empty();
  }

  // A digest that is not covered could be anybody's. A request that may have a body says what it is, or that there is none.
  private static boolean coversBody(SignedRequest request, List<String> components, List<String> digests) {
    boolean covered = components.contains(CONTENT_DIGEST);
    return covered ? digests.size() == 1 : digests.isEmpty() && BODYLESS.contains(request.asked().method());
  }

  /// §2.5.
  private static String base(SignedRequest request, List<String> components, String digest, String parameters) {
    var base = new StringBuilder();
    for (String name : components) {
      base.append('"').append(name).append("\": ").append(switch (name) {
        case "@method" -> request.asked().method();
        case "@authority" -> request.authority();
        case "@path" -> request.path();
        case "@query" -> request.query();
        default -> digest;
      }).append('\n');
    }
    return base.append("\"@signature-params\": ").append(parameters).toString();
  }

  private Optional<Period> period(Parameters parameters) {
    Optional<Instant> created = time(parameters, "created");
    if (created.isEmpty()) {
      return Optional.empty();
    }
    Instant longest = created.get().plus(SignatureTimes.LONGEST);
    return parameters.containsKey("expires")
        ? time(parameters, "expires").filter(at -> at.isAfter(created.get()) && !at.isAfter(longest)).map(at -> new Period(created.get(), at))
        : Optional.of(new Period(created.get(), created.get().plus(window)));
  }

  // Fifteen digits at most (RFC 8941 §3.3.1): no instant overflows.
  private static Optional<Instant> time(Parameters parameters, String name) {
    return parameters.get(name) instanceof IntegerItem seconds ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong())) : Optional.empty();
  }

  private static Optional<String> text(Parameters parameters, String name) {
    return parameters.get(name) instanceof StringItem item ? Optional.of(item.get()) : Optional.empty();
  }

  private static Optional<byte[]> bytes(ListElement<?> signature) {
    if (!(signature instanceof ByteSequenceItem item)) {
      return Optional.empty();
    }
    ByteBuffer content = item.get();
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes.length > LARGEST_SIGNATURE ? Optional.empty() : Optional.of(bytes);
  }
}
