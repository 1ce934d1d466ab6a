package io.portcullis.transparency;

import java.nio.charset.StandardCharsets;

/// What an entry says, and what the entry's hashes cover of it.
public sealed interface EntryContent {

  /// What the entry's hashes cover.
  byte[] covered();

  /// Of an entry from before content could be erased: the hashes cover it as it is.
  ///
  /// @param text the event as it came, JSON
  record Bare(String text) implements EntryContent {

    @Override
    public byte[] covered() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// The hashes cover a commitment to it: one who has salt and text can show what was said, and without the salt nobody can guess it.
  ///
  /// @param salt 16 random bytes
  /// @param text the event as it came, JSON
  record Committed(byte[] salt, String text) implements EntryContent {

    public static final int SALT_BYTES = 16;

    public Committed {
      if (salt.length != SALT_BYTES) {
        throw new IllegalArgumentException("the salt of a content has 16 bytes");
      }
    }

    @Override
    public byte[] covered() {
      return TreeHash.sha256(salt, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Salt and text are gone.
  record Erased(byte[] commitment) implements EntryContent {

    public Erased {
      if (commitment.length != TreeHash.BYTES) {
        throw new IllegalArgumentException("a commitment has 32 bytes");
      }
    }

    @Override
    public byte[] covered() {
      return commitment;
    }
  }
}
