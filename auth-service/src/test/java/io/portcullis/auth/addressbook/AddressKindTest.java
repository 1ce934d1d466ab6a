package io.portcullis.auth.addressbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKindTest {

  /// BIP 173 and BIP 350 (test vectors), EIP-55 (test cases), and addresses that everybody knows.
  @ParameterizedTest
  @CsvSource(textBlock = """
      BITCOIN, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
      BITCOIN, 3P14159f73E4gFr7JterCCQh9QjiTjiZrG, 3P14159f73E4gFr7JterCCQh9QjiTjiZrG
      BITCOIN, bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq, bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq
      BITCOIN, BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4
      BITCOIN, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0
      BITCOIN, bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y, bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y
      EVM, 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed
      EVM, 0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359, 0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359
      EVM, 0x52908400098527886E0F7030069857D2E4169EE7, 0x52908400098527886e0f7030069857d2e4169ee7
      EVM, 0xde709f2102306220921060314715629080e2fb77, 0xde709f2102306220921060314715629080e2fb77
      TRON, TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t, TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t
      LITECOIN, LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1, LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1
      DOGECOIN, DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L, DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L
      SOLANA, TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA, TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA
      SOLANA, 11111111111111111111111111111111, 11111111111111111111111111111111
      TEXT, alice.near, alice.near
      """)
  void safe13_givenAnAddress_thenAllOfItsSpellingsHaveOneKey(AddressKind kind, String address, String key) {
    assertThat(kind.key(address)).contains(key);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      BITCOIN, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb
      BITCOIN, 1a1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa
      BITCOIN, bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp
      BITCOIN, bc1qAR0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq
      BITCOIN, tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx
      BITCOIN, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd
      BITCOIN, bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0
      BITCOIN, bc1pw5dgrnzv
      BITCOIN, bc1gmk9yu
      BITCOIN, bc1
      BITCOIN, BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P
      BITCOIN, bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du
      BITCOIN, LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1
      LITECOIN, bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq
      EVM, 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD
      EVM, 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae
      EVM, 5aaeb6053f3e94c9b9a09f33669435e7ef1beaed
      EVM, 0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed
      TRON, TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T
      SOLANA, TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5D
      SOLANA, TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ50A
      TEXT, abc
      TEXT, <script>
      """)
  void badInput_givenWhatIsNoAddress_thenThereIsNoKey(AddressKind kind, String address) {
    assertThat(kind.key(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0x", "bc1q", "11111111111111111111111111111111111111111111111111111111111111111111111111"})
  void badInput_givenOddLengths_thenNoKindFails(String address) {
    for (AddressKind kind : AddressKind.values()) {
      if (kind != AddressKind.TEXT) {
        assertThat(kind.key(address)).isEmpty();
      }
    }
  }

  @Test
  void safe13_givenOneLetterIsChanged_thenAnAddressWithAChecksumIsNone() {
    String address = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
    for (int at = 4; at < address.length(); at++) {
      char other = address.charAt(at) == 'q' ? 'p' : 'q';
      assertThat(AddressKind.BITCOIN.key(address.substring(0, at) + other + address.substring(at + 1))).isEmpty();
    }
  }
}
