/// The evidence of a recovery case: documents, and a selfie with a note (BACK-3). Here is what a file must be, how it is made
/// harmless, where it is kept, and when it goes. Which case takes one, and who sees one, [io.portcullis.recovery.recoverycase]
/// decides.
package io.portcullis.recovery.evidence;
