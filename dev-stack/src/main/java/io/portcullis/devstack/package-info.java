/// Everything the services need from outside, on one machine and without containers: PostgreSQL, Redis,
/// Kafka, a mail and SMS inbox, an issuer of service tokens and a gateway.
///
/// Called by `./portcullis`, by the services' tests (as a process of its own) and by the acceptance tests and
/// benchmark (as a library). Never part of what is deployed.
package io.portcullis.devstack;
