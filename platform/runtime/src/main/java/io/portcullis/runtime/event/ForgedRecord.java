package io.portcullis.runtime.event;

import io.portcullis.runtime.event.EventDecoder.ForgedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Fired where a record was refused that its consumer can't put aside itself: the service that keeps the dead letters
/// observes it.
public record ForgedRecord(String consumer, ConsumerRecord<String, byte[]> record, ForgedEvent why) {}
