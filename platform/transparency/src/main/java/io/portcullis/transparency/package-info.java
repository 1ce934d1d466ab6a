/// The tree over the audit trail (RFC 9162 §2.1), its proofs, tiles and signed checkpoints (C2SP tlog-tiles, tlog-checkpoint,
/// signed-note), and the program that checks an export. notification-service builds the tree. An auditor runs [AuditVerify] alone:
/// nothing here needs more than the JDK.
package io.portcullis.transparency;
