package io.portcullis.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a database of places as an installation would download it, in the MaxMind DB file format 2.0: one tree for IPv4,
/// under `::/96`, and IPv6; of overlapping networks the narrower counts. Needs nothing but the JDK.
///
/// ```java
/// MaxMindFile.city().network("203.0.113.0/24", "DE", "Germany", "Berlin", 52.52, 13.40, 20).write(path);
/// ```
public final class MaxMindFile {

  private static final byte[] METADATA = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
  private static final int SEPARATOR = 16;

  private final String type;
  private final List<Entry> entries = new ArrayList<>();
  private int recordSize = 28;
  private boolean ipv4Only;
  private Instant built = Instant.parse("2026-11-03T00:00:00Z");

  private MaxMindFile(String type) {
    this.type = type;
  }

  public static MaxMindFile city() {
    return ofType("GeoLite2-City");
  }

  public static MaxMindFile country() {
    return ofType("GeoLite2-Country");
  }

  public static MaxMindFile ofType(String type) {
    return new MaxMindFile(type);
  }

  /// @param bits of a record in the tree: 24, 28 or 32
  public MaxMindFile recordSize(int bits) {
    recordSize = bits;
    return this;
  }

  public MaxMindFile ipv4Only() {
    ipv4Only = true;
    return this;
  }

  public MaxMindFile built(Instant instant) {
    built = instant;
    return this;
  }

  public MaxMindFile network(String cidr, String code, String country, String city, double latitude, double longitude,
      int radiusKilometres) {
    return network(cidr, Map.of("country", country(code, country), "city", Map.of("names", Map.of("en", city)),
        "location", Map.of("latitude", latitude, "longitude", longitude, "accuracy_radius", (short) radiusKilometres)));
  }

  public MaxMindFile network(String cidr, String code, String country) {
    return network(cidr, Map.of("country", country(code, country)));
  }

  /// For records that no publisher would write.
  ///
  /// @param record as [MaxMindValues] writes it; bytes are taken for a record that is encoded already
  public MaxMindFile network(String cidr, Object record) {
    entries.add(Entry.of(cidr, record, ipv4Only));
    return this;
  }

  /// Moved into place, so that nobody reads half of it.
  public Path write(Path path) {
    try {
      Path aside = Files.write(path.resolveSibling(path.getFileName() + ".new"), bytes());
      return Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] bytes() {
    var data = new MaxMindValues();
    var tree = new Tree();
    entries.stream().sorted(Comparator.comparingInt(Entry::length))
        .forEach(entry -> tree.put(entry, data.write(entry.record())));

    var file = new ByteArrayOutputStream();
    tree.write(file, recordSize);
    file.writeBytes(new byte[SEPARATOR]);
    file.writeBytes(data.bytes());
    file.writeBytes(METADATA);
    var metadata = new MaxMindValues();
    metadata.write(metadata(tree.size()));
    file.writeBytes(metadata.bytes());
    return file.toByteArray();
  }

  private Map<String, Object> metadata(int nodes) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("binary_format_major_version", (short) 2);
    metadata.put("binary_format_minor_version", (short) 0);
    metadata.put("build_epoch", built.getEpochSecond());
    metadata.put("database_type", type);
    metadata.put("description", Map.of("en", "for tests"));
    metadata.put("ip_version", (short) (ipv4Only ? 4 : 6));
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", nodes);
    metadata.put("record_size", (short) recordSize);
    return metadata;
  }

  private static Map<String, Object> country(String code, String name) {
    return Map.of("iso_code", code, "names", Map.of("en", name));
  }

  private record Entry(byte[] address, int length, Object record) {

    static Entry of(String cidr, Object record, boolean ipv4Only) {
      String[] parts = cidr.split("/", 2);
      try {
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        int length = Integer.parseInt(parts[1]);
        if (address.length == 16 || ipv4Only) {
          return new Entry(address, length, record);
        }
        byte[] wide = new byte[16];
        System.arraycopy(address, 0, wide, 12, 4);
        return new Entry(wide, length + 96, record);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(e);
      }
    }

    int bit(int index) {
      return address[index / 8] >> 7 - index % 8 & 1;
    }
  }

  /// Each node has two records: another node, nothing (-1), or, below that, where in the data the answer stands.
  private static final class Tree {

    private static final int NOTHING = -1;
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NOTHING, NOTHING}));

    int size() {
      return nodes.size();
    }

    void put(Entry entry, int offset) {
      int node = 0;
      for (int i = 0; i < entry.length() - 1; i++) {
        int[] records = nodes.get(node);
        int bit = entry.bit(i);
        if (records[bit] < 0) {
          // What stood for the whole network stands for both of its halves now.
          nodes.add(new int[] {records[bit], records[bit]});
          records[bit] = nodes.size() - 1;
        }
        node = records[bit];
      }
      nodes.get(node)[entry.bit(entry.length() - 1)] = -2 - offset;
    }

    void write(ByteArrayOutputStream out, int recordSize) {
      for (int[] node : nodes) {
        int left = record(node[0]);
        int right = record(node[1]);
        switch (recordSize) {
          case 24 -> {
            write(out, left, 3);
            write(out, right, 3);
          }
          case 28 -> {
            write(out, left, 3);
            out.write(left >> 24 << 4 | right >> 24);
            write(out, right, 3);
          }
          case 32 -> {
            write(out, left, 4);
            write(out, right, 4);
          }
          default -> throw new IllegalArgumentException("no records of " + recordSize + " bits");
        }
      }
    }

    private int record(int value) {
      if (value >= 0) {
        return value;
      }
      return value == NOTHING ? nodes.size() : nodes.size() + SEPARATOR + (-2 - value);
    }

    private static void write(ByteArrayOutputStream out, int value, int bytes) {
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.write(value >> shift);
      }
    }
  }
}
