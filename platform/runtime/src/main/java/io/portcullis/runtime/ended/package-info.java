/// Which sessions ended lately, in the memory of every instance of every service: who shows such a session's access token
/// is refused, with or without a gateway that asks `/check`. Nobody waits for another service on the way of a request.
/// session-service tells each ending twice: by Kafka, and by a stream in Redis that is read while Kafka is away.
package io.portcullis.runtime.ended;
