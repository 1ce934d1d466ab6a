package io.portcullis.recovery.password;

/// What became of one look at the requests that wait.
enum ResetOutcome { IDLE, SENT, WAITING, NOBODY, STALE, UNREACHABLE }
