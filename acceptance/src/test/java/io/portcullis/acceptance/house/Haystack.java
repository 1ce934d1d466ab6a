package io.portcullis.acceptance.house;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portcullis.devstack.Service;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// All that the house keeps, as text. A reader gets each piece after the name of its place.
public final class Haystack {
  /// What [#read] reads by other means. A server's own files may have what was deleted until they are written over.
  private static final Set<String> NOT_FILES = Set.of("postgres", "kafka", "redis", "logs");

  private final House house;
  private final int redis;

  Haystack(House house, int redis) {
    this.house = house;
    this.redis = redis;
  }

  /// Logs, topics, tables, Redis and metrics.
  public void read(BiConsumer<String, String> reader) throws IOException {
    try (var logs = Files.list(house.logs())) {
      for (Path log : logs.toList()) reader.accept("log " + log.getFileName(), Files.readString(log, ISO_8859_1));
    }
    house.topics().records().forEach(kept -> {
      if (kept.value() != null) reader.accept("topic " + kept.topic(), new String(kept.value(), ISO_8859_1));
      reader.accept("key in " + kept.topic(), String.valueOf(kept.key()));
      kept.headers().forEach(header -> reader.accept("header in " + kept.topic(), new String(header.value(), ISO_8859_1)));
    });
    house.databases().eachRow((table, row) -> reader.accept("table " + table, row));
    reader.accept("Redis", redis());
    for (Service service : Service.values()) {
      reader.accept("metrics of " + service.fullName(), house.stranger().at(house.management(service)).get("/q/metrics").expect(200).body());
    }
  }

  /// Every other file of the suite: keys, tokens and what the services wrote beside their logs.
  public void readFiles(BiConsumer<String, String> reader) throws IOException {
    Path state = house.state();
    Files.walkFileTree(state, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return folder.getParent().equals(state) && NOT_FILES.contains(folder.getFileName().toString())
            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) text(file).ifPresent(text -> reader.accept("file " + state.relativize(file), text));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
        throw failure;
      }
    });
  }

  /// Empty when it has just gone, as tokens do that are replaced.
  private static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file, ISO_8859_1));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  // A dump has every key and value of every type; uncompressed, they stand in it as they are.
  private String redis() throws IOException {
    Path dump = house.state().resolve("redis").resolve("dump.rdb");
    try (var socket = new Socket("127.0.0.1", redis);
        var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      for (String command : new String[] {"CONFIG SET rdbcompression no", "SAVE"}) {
        socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
        String answer = answers.readLine();
        if (!"+OK".equals(answer)) throw new IOException("Redis answers to " + command + ": " + answer);
      }
      return Files.readString(dump, ISO_8859_1);
    } finally {
      Files.deleteIfExists(dump);
    }
  }
}
