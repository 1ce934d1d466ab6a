/// What makes an access token void before it expires, on every instance at once: an ending is committed with a NOTIFY
/// and a record for Kafka, and each instance listens to both, so that either may be away.
package io.portcullis.session.revocation;
