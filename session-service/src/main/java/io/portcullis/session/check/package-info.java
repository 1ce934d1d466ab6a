/// The gateway's question before each request: whose is this token, and does it still hold? Answered from memory.
package io.portcullis.session.check;
