package io.portcullis.mfa.webauthn;

import static com.yubico.webauthn.data.AttestationConveyancePreference.DIRECT;
import static com.yubico.webauthn.data.AttestationConveyancePreference.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AttestationObject;
import com.yubico.webauthn.data.ByteArray;
import io.portcullis.testkit.CborWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestationStatementTest {

  @TempDir static Path folder;
  private static byte[] root;
  private static byte[] leaf;
  private static byte[] other;

  /// A maker's root, a leaf below it, and a root of the same name with another key.
  @BeforeAll
  static void certificates() throws IOException, InterruptedException {
    keytool("-genkeypair -alias root -keyalg EC -groupname secp256r1 -dname CN=Maker -ext bc:c=ca:true -keystore root.p12");
    keytool("-genkeypair -alias root -keyalg EC -groupname secp256r1 -dname CN=Maker -ext bc:c=ca:true -keystore other.p12");
    keytool("-genkeypair -alias leaf -keyalg EC -groupname secp256r1 -dname CN=Key -keystore leaf.p12");
    keytool("-certreq -alias leaf -keystore leaf.p12 -file leaf.csr");
    keytool("-gencert -alias root -keystore root.p12 -infile leaf.csr -outfile leaf.der");
    keytool("-exportcert -alias root -keystore root.p12 -file root.der");
    keytool("-exportcert -alias root -keystore other.p12 -file other.der");
    root = Files.readAllBytes(folder.resolve("root.der"));
    leaf = Files.readAllBytes(folder.resolve("leaf.der"));
    other = Files.readAllBytes(folder.resolve("other.der"));
  }

  @Test
  void aChainThatHoldsIsAcceptable() throws IOException {
    for (AttestationConveyancePreference asked : AttestationConveyancePreference.values()) {
      assertThat(accepts("packed", asked, leaf)).isTrue();
      assertThat(accepts("packed", asked, leaf, root)).isTrue();
      assertThat(accepts("none", asked)).isTrue();
    }
  }

  @Test
  void brokenChain_givenLinksThatDoNotHold_thenRefusedWhateverWasAskedFor() throws IOException {
    byte[] forged = leaf.clone();
    forged[forged.length - 1] ^= 1;
    for (AttestationConveyancePreference asked : AttestationConveyancePreference.values()) {
      assertThat(accepts("packed", asked, leaf, other)).as("a root of the same name").isFalse();
      assertThat(accepts("packed", asked, leaf, leaf)).as("no authority").isFalse();
      assertThat(accepts("packed", asked, root, leaf)).as("upside down").isFalse();
      assertThat(accepts("packed", asked, forged, root)).as("forged").isFalse();
      assertThat(accepts("packed", asked, leaf, new byte[0])).as("empty").isFalse();
      assertThat(accepts("packed", asked, leaf, "text".getBytes())).as("no certificate").isFalse();
      assertThat(accepts("packed", asked, leaf, Arrays.copyOf(root, root.length - 1))).as("cut short").isFalse();
      assertThat(accepts("packed", asked, leaf, Arrays.copyOf(root, root.length + 1))).as("followed by more").isFalse();
      assertThat(accepts("packed", asked, root, root, root, root, root, root)).as("too long").isFalse();
      assertThat(AttestationStatement.isAcceptable(attestation("packed", Map.of("x5c", new ArrayList<>())), asked)).as("of none").isFalse();
      assertThat(AttestationStatement.isAcceptable(attestation("packed", Map.of("x5c", "text")), asked)).as("a text").isFalse();
    }
  }

  @Test
  void unknownFormat_givenOneThatWeCannotCheck_thenItCountsAsNoneOnlyWhereNoneWasAskedFor() throws IOException {
    for (String format : new String[] {"evil", "Packed", "packed ", "", "android-key", "compound"}) {
      assertThat(accepts(format, NONE)).as(format).isTrue();
      assertThat(accepts(format, DIRECT)).as(format).isFalse();
    }
  }

  private static boolean accepts(String format, AttestationConveyancePreference asked, byte[]... chain) throws IOException {
    Map<Object, Object> statement = new LinkedHashMap<>();
    if (chain.length > 0) {
      statement.put("x5c", new ArrayList<Object>(List.of(chain)));
    }
    return AttestationStatement.isAcceptable(attestation(format, statement), asked);
  }

  private static AttestationObject attestation(String format, Map<?, ?> statement) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("fmt", format);
    object.put("attStmt", statement);
    object.put("authData", new byte[37]);
    return new AttestationObject(new ByteArray(CborWriter.write(object)));
  }

  private static void keytool(String arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-storepass", "changeit"));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }
}
