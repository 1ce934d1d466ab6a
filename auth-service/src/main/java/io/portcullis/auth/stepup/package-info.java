/// Step-up (RFC 9470): a signed-in customer shows a factor again, and session-service raises that one session for a
/// while. What is shown here is checked as at a sign-in; a step-up belongs to one session and is used once.
package io.portcullis.auth.stepup;
