package io.portcullis.runtime.event;

import io.portcullis.contracts.Readers;
import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Proves to each reader of a record which service wrote it: a header `pc_mac_<reader>` with
/// `<writer's key id>.<reader's key id>.<HMAC-SHA-256, base64url>`.
///
/// The MAC covers the topic, the key, the CloudEvents id, source, type and time, and the value. Each has its length in front,
/// so that no part can be moved into another. Its secret is known to the writer and that one reader: a reader can
/// deceive itself and nobody else. Not covered is what nobody decides on: `traceparent`, `content-type`, `ce_subject`.
public final class RecordProofs {

  static final String ALGORITHM = "HmacSHA256";
  static final String HEADER = "pc_mac_";
  static final String SOURCE = "/portcullis/";
  /// What is covered of the headers, in this order.
  static final List<String> COVERED = List.of("ce_id", "ce_source", "ce_type", "ce_time");
  private static final int MAC_BYTES = 32;

  private final PairKeys keys;

  RecordProofs(PairKeys keys) {
    this.keys = keys;
  }

  /// Those of `service`, from the files of its key directory.
  public static RecordProofs of(String service, Path directory) {
    try {
      return new RecordProofs(PairKeys.parse(service, Files.readString(directory.resolve("event-key.json")),
          Files.readString(directory.resolve("event-keys.json"))));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// Adds a proof for each reader of `topic` to `headers`, which hold the record's others already.
  public void add(Headers headers, String topic, String key, byte[] value) {
    byte[][] statement = statement(topic, key, headers, value);
    for (String reader : Readers.of(topic, keys.names())) {
      PairKeys.Pair pair = keys.toReader(reader);
      byte[] mac = mac(keys.secret(pair).orElseThrow(), statement);
      headers.add(HEADER + reader, (pair.writerKey() + '.' + pair.readerKey() + '.'
          + Base64.getUrlEncoder().withoutPadding().encodeToString(mac)).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /// The full name of the service that wrote `record`.
  ///
  /// @throws ForgedEvent when it has not been proved to this service that a service of the house did
  String writer(ConsumerRecord<?, byte[]> record) {
    String writer = source(record.headers());
    String[] proof = text(single(record.headers(), HEADER + keys.self())).split("\\.", -1);
    if (proof.length != 3) {
      throw new ForgedEvent("the proof has another form");
    }
    SecretKey secret = keys.secret(new PairKeys.Pair(writer, proof[0], keys.self(), proof[1]))
        .orElseThrow(() -> new ForgedEvent("made with an unknown key"));
    if (!(record.key() instanceof String key) || record.value() == null) {
      throw new ForgedEvent("without a key or a value");
    }
    byte[] expected = mac(secret, statement(record.topic(), key, record.headers(), record.value()));
    if (!MessageDigest.isEqual(expected, decode(proof[2]))) {
      throw new ForgedEvent("the proof does not hold");
    }
    return writer;
  }

  /// Whether the record claims no proof at all, as those of releases before there were any.
  static boolean isUnsigned(ConsumerRecord<?, byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false).noneMatch(header -> header.key().startsWith(HEADER));
  }

  private static String source(Headers headers) {
    String source = text(single(headers, "ce_source"));
    return Optional.of(source).filter(text -> text.startsWith(SOURCE)).map(text -> text.substring(SOURCE.length()))
        .orElseThrow(() -> new ForgedEvent("ce_source names no service"));
  }

  private static byte[][] statement(String topic, String key, Headers headers, byte[] value) {
    var parts = new ArrayList<byte[]>();
    parts.add(topic.getBytes(StandardCharsets.UTF_8));
    parts.add(key.getBytes(StandardCharsets.UTF_8));
    COVERED.forEach(name -> parts.add(single(headers, name)));
    parts.add(value);
    return parts.toArray(byte[][]::new);
  }

  // Two of a kind would let one be proved and the other be read.
  private static byte[] single(Headers headers, String name) {
    var found = headers.headers(name).iterator();
    if (!found.hasNext()) {
      throw new ForgedEvent(name + " is missing");
    }
    Header header = found.next();
    if (found.hasNext() || header.value() == null) {
      throw new ForgedEvent(name + " is there twice or empty");
    }
    return header.value();
  }

  private static String text(byte[] header) {
    return new String(header, StandardCharsets.UTF_8);
  }

  // Base64.getUrlDecoder takes stray bits in the last letter: two spellings of one MAC do no harm, the bytes are equal.
  private static byte[] decode(String mac) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(mac);
      return bytes.length == MAC_BYTES ? bytes : new byte[0];
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  private static byte[] mac(SecretKey secret, byte[][] statement) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      var length = ByteBuffer.allocate(Integer.BYTES);
      for (byte[] part : statement) {
        mac.update(length.putInt(0, part.length).array());
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
