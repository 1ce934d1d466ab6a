package io.portcullis.devstack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// All messages that reached people, newest last. Bounded, so that a benchmark cannot fill the launcher's memory.
final class Inbox {
  private static final int CAPACITY = 20_000;

  private final Deque<InboxMessage> messages = new ArrayDeque<>();

  synchronized void add(InboxMessage message) {
    if (messages.size() == CAPACITY) {
      messages.removeFirst();
    }
    messages.addLast(message);
  }

  /// Those to one address, or all.
  synchronized List<InboxMessage> messages(Optional<String> to) {
    return messages.stream().filter(message -> to.map(message.to()::equalsIgnoreCase).orElse(true)).toList();
  }

  synchronized void clear() {
    messages.clear();
  }
}
