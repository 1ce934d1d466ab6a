package io.portcullis.auth.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// In Java: runs everywhere, at about twice the cost of libsodium.
final class BouncyCastleArgon2id implements Argon2id {

  @Override
  public String name() {
    return "BouncyCastle";
  }

  @Override
  public byte[] tag(byte[] password, byte[] salt, HashParameters parameters, int tagBytes) {
    var generator = new Argon2BytesGenerator();
    generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withMemoryAsKB(parameters.memoryKib())
        .withIterations(parameters.passes())
        .withParallelism(parameters.lanes())
        .withSalt(salt)
        .build());
    byte[] tag = new byte[tagBytes];
    generator.generateBytes(password, tag);
    return tag;
  }
}
