package io.portcullis.contracts;

/// Finds the record behind a wire name, beside [Message], whose class must not be initialised for it.
final class MessageType {

  static final WireNames<Message> NAMES = new WireNames<>(Message.class);

  private MessageType() {}
}
