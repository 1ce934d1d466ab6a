package io.portcullis.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SAFE-4: the trees, proofs and notes that implementations of the standards agree on: the eight leaves of Certificate Transparency, and
/// the note of the Go checksum database.
class StandardVectorsTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final List<byte[]> LEAVES = Stream.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
      "606162636465666768696a6b6c6d6e6f").map(HEX::parseHex).map(TreeHash::leaf).toList();
  private static final List<byte[]> ROOTS = Stream.of(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328").map(HEX::parseHex).toList();
  private static final String A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
  private static final String B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
  private static final String C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
  private static final String D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
  private static final String E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
  private static final String F = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
  private static final String G = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
  private static final String H = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
  private static final String I = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

  private static final String NOTE_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  private static final String NOTE_LINE =
      "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
  private static final String VERIFIER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String SIGNER_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

  private static byte[] node(int level, long index) {
    return level == 0 ? LEAVES.get((int) index) : TreeHash.node(node(level - 1, index * 2), node(level - 1, index * 2 + 1));
  }

  @Test
  void givenTheStandardsLeaves_thenTheRootsOfAllSizesAreTheStandards() {
    assertThat(HEX.formatHex(TreeHash.root(0, StandardVectorsTest::node)))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    var tree = new MerkleTree();
    for (int size = 1; size <= LEAVES.size(); size++) {
      tree.append(LEAVES.get(size - 1));
      assertThat(tree.root()).isEqualTo(ROOTS.get(size - 1));
      assertThat(TreeHash.root(size, StandardVectorsTest::node)).isEqualTo(ROOTS.get(size - 1));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      0, 1, ''
      0, 8, A B C
      5, 8, D E F
      2, 3, G
      1, 5, H B D
      """)
  void givenTheStandardsInclusionProofs_thenOursAreThese_andTheyHold(long index, int size, String path) {
    var proof = InclusionProof.of(index, size, StandardVectorsTest::node);
    assertThat(proof.path()).containsExactlyElementsOf(hashes(path));
    assertThat(proof.holds(LEAVES.get((int) index), ROOTS.get(size - 1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      1, 1, ''
      1, 8, A B C
      6, 8, I E F
      2, 5, B D
      """)
  void givenTheStandardsConsistencyProofs_thenOursAreThese_andTheyHold(int from, int to, String path) {
    var proof = ConsistencyProof.of(from, to, StandardVectorsTest::node);
    assertThat(proof.path()).containsExactlyElementsOf(hashes(path));
    assertThat(proof.holds(ROOTS.get(from - 1), ROOTS.get(to - 1))).isTrue();
  }

  private static List<byte[]> hashes(String names) {
    return Arrays.stream(names.split(" ")).filter(name -> !name.isEmpty()).map(name -> switch (name) {
      case "A" -> A;
      case "B" -> B;
      case "C" -> C;
      case "D" -> D;
      case "E" -> E;
      case "F" -> F;
      case "G" -> G;
      case "H" -> H;
      default -> I;
    }).map(HEX::parseHex).toList();
  }

  @Test
  void givenTheNoteOfTheReference_thenWeSignItInTheSameBytes_andVerifyIt() throws Exception {
    byte[] seed = Base64.getDecoder().decode(SIGNER_SEED);
    var key = KeyFactory.getInstance("Ed25519")
        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOfRange(seed, 1, seed.length)));
    NoteVerifier verifier = NoteVerifier.parse(VERIFIER_KEY);
    String note = NOTE_TEXT + '\n' + NOTE_LINE + '\n';

    assertThat(verifier).hasToString(VERIFIER_KEY);
    assertThat(new SignedNote(NOTE_TEXT, List.of()).signedBy(verifier, key)).hasToString(note);
    assertThat(SignedNote.parse(note).isSignedByAnyOf(List.of(verifier))).isTrue();
    assertThat(SignedNote.parse(note.replace("answer", "Answer")).isSignedByAnyOf(List.of(verifier))).isFalse();
    assertThat(SignedNote.parse(note).isSignedByAnyOf(List.of())).isFalse();
  }

  @Test
  void badInput_givenVerifierKeysThatAreNone_thenTheyAreRefused() {
    for (String bad : List.of("", "PeterNeumann", VERIFIER_KEY.replace("c74f", "c74e"), VERIFIER_KEY.replace("Peter", "peter"),
        VERIFIER_KEY.replace("+ARpc", "+AhpC"), VERIFIER_KEY.substring(0, VERIFIER_KEY.length() - 4))) {
      assertThatThrownBy(() -> NoteVerifier.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void badInput_givenCheckpointsThatAreNone_thenTheyAreRefused() {
    String root = Base64.getEncoder().encodeToString(new byte[TreeHash.BYTES]);
    assertThat(Checkpoint.parse("log.example\n7\n" + root + "\n").text()).isEqualTo("log.example\n7\n" + root + "\n");
    for (String bad : List.of("", "log.example\n", "log.example\n07\n" + root + "\n", "log.example\n-1\n" + root + "\n",
        "log.example\n7\n" + root, "\n7\n" + root + "\n", "log.example\n7\nAAAA\n", "log.example\n9999999999999999999\n" + root + "\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void givenPathsOfTheStandard_thenTheyNameTheirTiles() {
    assertThat(Tile.Wish.parse(1, "x001/x234/067")).contains(new Tile.Wish(new Tile.Key(1, 1_234_067), 256));
    assertThat(Tile.Wish.parse(0, "000.p/112")).contains(new Tile.Wish(new Tile.Key(0, 0), 112));
    for (String bad : List.of("1", "x001", "001/002", "000.p/0", "000.p/256", "000.p/01", "../000", "x001/x234/067/")) {
      assertThat(Tile.Wish.parse(0, bad)).as(bad).isEmpty();
    }
  }
}
