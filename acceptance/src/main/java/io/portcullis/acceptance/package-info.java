/// The client's side of the house: what a phone, a browser or a gateway would send, and what a person finds in the inbox.
///
/// Used by the demo and by the journeys, attacks and faults in this module's tests. It knows the published API and
/// nothing else: no class of a service, no table, no topic.
package io.portcullis.acceptance;
