/// Sessions that must end because of something that happened to the account here.
///
/// The change and the debt are one transaction; session-service is told after it, and again until it acknowledges. So
/// neither a crash nor its absence leaves an old session alive for good.
package io.portcullis.auth.sessionend;
