package io.portcullis.runtime.file;

import java.io.IOException;
import java.nio.file.Path;

/// Makes of a whole file what is kept in memory. May block.
@FunctionalInterface
public interface FileReader<T> {

  T read(Path file) throws IOException, MalformedFile;
}
