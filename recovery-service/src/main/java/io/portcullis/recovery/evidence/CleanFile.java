package io.portcullis.recovery.evidence;

import java.util.Arrays;
import java.util.Objects;

/// A file as it is kept.
public record CleanFile(EvidenceKind kind, FileType type, byte[] content) {

  @Override
  public boolean equals(Object other) {
    return other instanceof CleanFile file && kind == file.kind && type == file.type && Arrays.equals(content, file.content);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, type, Arrays.hashCode(content));
  }

  @Override
  public String toString() {
    return "CleanFile[" + kind + ' ' + type + ']';
  }
}
