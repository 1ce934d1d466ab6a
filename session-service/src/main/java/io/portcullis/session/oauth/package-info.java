/// The OAuth 2.0 endpoints of a session: refresh (RFC 6749 §6), revoke (RFC 7009), introspect (RFC 7662). Their
/// requests, answers and errors are the RFCs' own, not this house's.
package io.portcullis.session.oauth;
