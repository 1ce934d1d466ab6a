/// Which sessions ended lately, in the memory of every instance of every service: who shows such a session's access token
/// is refused, with or without a gateway that asks `/check`. Nobody waits for another service on the way of a request.
package io.portcullis.runtime.ended;
