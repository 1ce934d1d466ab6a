/// The two tokens a session is made of: how they are written and read. What becomes of a session is decided elsewhere.
package io.portcullis.session.token;
