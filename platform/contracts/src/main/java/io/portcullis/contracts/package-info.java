/// What the services of the house say to each other over Kafka: facts ([SecurityEvent]), messages owed to a
/// person ([Message]), current addresses ([Contact]) and revocations ([Revocation]).
///
/// Records here are contracts: a field is added as optional, never renamed or removed; a new meaning is a new
/// record with a new wire name. Nothing here knows CDI, JSON libraries or how a service stores its data.
package io.portcullis.contracts;
