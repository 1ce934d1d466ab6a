package io.portcullis.acceptance;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The mail and SMS inbox of the dev stack, where a person would look.
public final class Inbox {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Client client;
  private final Map<URI, URI> targets = new ConcurrentHashMap<>();

  public Inbox(URI address) {
    this.client = Client.of(address);
  }

  /// Everything that reached `to` so far, oldest first; short links are followed, as a phone does.
  public List<Letter> letters(String to) {
    var answer = client.get("/messages?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).expect(200);
    return Arrays.stream(answer.as(Letter[].class)).map(this::followed).toList();
  }

  private Letter followed(Letter letter) {
    return letter.shortLink()
        .map(link -> letter.leadingTo(targets.computeIfAbsent(link, Inbox::follow))).orElse(letter);
  }

  private static URI follow(URI link) {
    return URI.create(Client.of(URI.create(link.getScheme() + "://" + link.getAuthority())).get(link.getPath()).expect(303).header("Location")
        .orElseThrow(() -> new Unexpected("a short link that leads nowhere: " + link)));
  }

  /// Waits for the first letter to `to` that is like that.
  public Letter await(String to, String what, Predicate<Letter> like) {
    return Eventually.find(PATIENCE, what + " to " + to, () -> letters(to).stream().filter(like).findFirst());
  }

  /// Waits for letter number `count` to `to`, whatever it says.
  public Letter awaitNumber(int count, String to) {
    return Eventually.find(PATIENCE, "letter %d to %s".formatted(count, to),
        () -> letters(to).stream().skip(count - 1).findFirst());
  }

  /// Waits for number `count` of the letters to `to` that are like that.
  public Letter awaitNumber(long count, String to, String what, Predicate<Letter> like) {
    return Eventually.find(PATIENCE, what + " to " + to,
        () -> letters(to).stream().filter(like).skip(count - 1).findFirst());
  }
}
