package io.portcullis.session.risk;

import java.time.Instant;

/// One moment at which an account was used, and the network address it was used from.
public record Use(String address, Instant at) {}
