package io.portcullis.contracts;

import java.util.UUID;

/// A fact about a recovery case that can still be cancelled: each message about one has a link that cancels it.
public interface OnRecoveryCase {

  UUID recoveryCase();
}
