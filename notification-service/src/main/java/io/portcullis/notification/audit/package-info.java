/// The audit trail: every security event of every account, append-only, each row chained to the one before it by a keyed
/// hash. Over it stands a transparency log: a Merkle tree with signed checkpoints.
///
/// The chain proves to us, who have the key, that nobody edited, removed or reordered a row; [VerifyTrail] walks it all the time. The
/// tree proves the same to others: to a customer for one entry ([ProveEntry]), to an auditor for all. Checkpoints and the heads of the
/// chains are written elsewhere, so that a trail which is cut back together with them is contradicted.
package io.portcullis.notification.audit;
