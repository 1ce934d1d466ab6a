/// What a signed-in customer changes about signing in.
///
/// A stolen session must not be enough for any of it: each change wants a fresh proof, and the second factor where one is
/// enrolled.
package io.portcullis.auth.credential;
