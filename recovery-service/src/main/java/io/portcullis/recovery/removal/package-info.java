/// "Keep this second factor": the link in an alert cancels the removal that the alert told.
package io.portcullis.recovery.removal;
