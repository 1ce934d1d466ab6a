/// The two tokens a session is made of: how they are written and read, in a browser's cookies too. What becomes of a
/// session is decided elsewhere.
package io.portcullis.session.token;
