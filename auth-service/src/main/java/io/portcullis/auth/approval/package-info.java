/// Action approval (SAFE-6): the customer approves one exact action, such as a withdrawal, and the exchange's own system
/// consumes that approval once, for that action.
///
/// An action is proposed by such a system or by the customer's client. It is hashed in its canonical form, shown out of the very
/// text that is hashed, and never changed: any change is a new approval. Approving takes a second factor first and the
/// trading passphrase after it. [ConsumeApproval] is the one place that lets an action go ahead.
package io.portcullis.auth.approval;
