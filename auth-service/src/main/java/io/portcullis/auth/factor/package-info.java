/// Second factors as mfa-service knows them, and evidence as session-service takes it: what sign-in and step-up share.
/// Nothing here decides what a proof is enough for.
package io.portcullis.auth.factor;
