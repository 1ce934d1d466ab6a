package io.portcullis.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The grammar, written down as expressions, and what reads it by hand agree.
class AddressFormTest {

  private static final Pattern ADDRESS = Pattern.compile(
      "(?:[\\x21\\x23\\x24\\x26-\\x3b\\x3d\\x3f-\\x5b\\x5d\\x5f\\x61-\\x7a\\x7e]|%[0-9A-Fa-f]{2})++");
  private static final Pattern HOST = Pattern.compile(
      "[A-Za-z0-9._~-]++(?::[0-9]{1,5})?|\\[[0-9A-Fa-f:.]++](?::[0-9]{1,5})?");
  private static final int DRAWN = 200_000;
  private static final int LONGEST = 12;
  private static final long SEED = 0x50435f31L;
  /// What stands at a border of the grammar, more often than by chance.
  private static final List<String> PIECES = List.of("a", "Z", "f", "F", "g", "0", "9", ".", "_", "~", "-", ":", ":8", "[", "]",
      "%", "%4", "%41", "%2f", "%00", "%c3%a9", "%C3", "%ff", "%7f", "%ed%a0%80", "%٣١", "/", "?", "#", "*", "@", " ", "\t", "\"",
      "\\", "^", "`", "{", "|", "}", "<", ">", "\u0000", "\u007f", "\u0080", "é", "\u0130", "１", "😀");

  @Test
  void givenEveryCharacter_thenBothReadAddressesAlike() {
    IntStream.rangeClosed(0, Character.MAX_VALUE).mapToObj(c -> String.valueOf((char) c)).forEach(letter ->
        List.of(letter, "/a" + letter + "b", "/%4" + letter, "/%" + letter + "1", "/" + letter).forEach(AddressFormTest::bothReadAlike));
  }

  @Test
  void givenEveryEscapedByte_thenOnlyUtf8WithoutControlsIsAnAddress() {
    List<String> accepted = new ArrayList<>();
    for (int first = 0; first <= 0xff; first++) {
      String one = "/%" + HexFormat.of().toHexDigits((byte) first);
      if (AddressForm.isAddress(one)) accepted.add(one);
    }
    assertThat(accepted).hasSize(0x7f - 0x20).first().isEqualTo("/%20");
  }

  @Test
  void givenDrawnTexts_thenBothReadThemAlike() {
    var random = new Random(SEED);
    for (int i = 0; i < DRAWN; i++) {
      bothReadAlike(random.ints(random.nextInt(LONGEST), 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", ":80", "[", "[]", "[]:80", "[::1", "[::1]x", "[::1]:", "[::1]:123456", "::1", "a:", "a:b", "a:123456",
      "a b", "a@b", "a/b", "[a]b:1", "]", "a]", "exchange.example:٣", "exchange.example,exchange.example"})
  void givenNoHost_thenItIsRefused(String text) {
    assertThat(AddressForm.isHost(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exchange.example", "exchange.example:8080", "127.0.0.1:1", "[::1]", "[2001:db8::1]:65535", "a~_-."})
  void givenAHost_thenItIsTaken(String text) {
    assertThat(AddressForm.isHost(text)).isTrue();
  }

  private static void bothReadAlike(String text) {
    assertThat(AddressForm.isHost(text)).as("host %s", text).isEqualTo(HOST.matcher(text).matches());
    assertThat(AddressForm.isAddress(text)).as("address %s", text).isEqualTo(ADDRESS.matcher(text).matches() && isReadable(text));
  }

  private static boolean isReadable(String address) {
    String bytes = Pattern.compile("%(..)").matcher(address)
        .replaceAll(escape -> String.valueOf((char) Integer.parseInt(escape.group(1), 16)).replace("\\", "\\\\").replace("$", "\\$"));
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(raw, StandardCharsets.UTF_8);
    return java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw) && text.codePoints().noneMatch(Character::isISOControl)
        && !text.startsWith("\uFEFF");
  }
}
