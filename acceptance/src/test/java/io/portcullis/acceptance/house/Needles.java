package io.portcullis.acceptance.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Finds secrets in text as they are and in every disguise that a careless encoder gives them: base64 at each of its
/// three alignments, hex, URL encoding.
public final class Needles {
  private static final int KEY = 12;
  private static final int SHOWN = 40;

  /// By their first characters, so that a text is read once however many needles there are.
  private final Map<String, List<Needle>> needles = new HashMap<>();

  private record Needle(String text, String disguise) {}

  public Needles(Collection<String> secrets) {
    secrets.forEach(this::add);
  }

  /// @return what was found and around what, without the secret itself
  public List<String> in(String haystack) {
    var found = new ArrayList<String>();
    for (int at = 0; at + KEY <= haystack.length(); at++) {
      for (Needle needle : needles.getOrDefault(haystack.substring(at, at + KEY), List.of())) {
        if (haystack.startsWith(needle.text(), at)) {
          found.add("%s, %s… after \"%s\"".formatted(needle.disguise(), needle.text().substring(0, 5),
              haystack.substring(Math.max(0, at - SHOWN), at)));
        }
      }
    }
    return found;
  }

  private void add(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    add(secret, "plain");
    add(HexFormat.of().formatHex(bytes), "hex");
    add(HexFormat.of().withUpperCase().formatHex(bytes), "hex");
    add(URLEncoder.encode(secret, UTF_8), "URL");
    for (int shift = 0; shift < 3; shift++) {
      add(base64(Base64.getEncoder(), bytes, shift), "base64");
      add(base64(Base64.getUrlEncoder(), bytes, shift), "base64url");
    }
  }

  private void add(String text, String disguise) {
    if (text.length() < KEY) return;
    List<Needle> alike = needles.computeIfAbsent(text.substring(0, KEY), _ -> new ArrayList<>());
    if (alike.stream().noneMatch(known -> known.text().equals(text))) alike.add(new Needle(text, disguise));
  }

  /// The characters that depend on `bytes` alone when something of `shift` bytes stands before them.
  private static String base64(Base64.Encoder encoder, byte[] bytes, int shift) {
    byte[] shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    int first = (shift * 8 + 5) / 6;
    int end = shifted.length * 8 / 6;
    return encoder.encodeToString(shifted).substring(first, end);
  }
}
