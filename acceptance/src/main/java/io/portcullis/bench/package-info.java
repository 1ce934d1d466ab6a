/// What one sign-in, one refresh and one check cost: throughput, latency, and the CPU time of every process from the
/// operating system's own books, beside the bare hash and a bare answer measured in the same run.
///
/// The load client is closed-loop: each connection sends its next request when it has the answer to the last. So the
/// latencies are those of a busy house, not of an overrun one, and CPU per request is the figure to compare.
package io.portcullis.bench;
