/// The keys that sign access tokens: created once for all instances, sealed in PostgreSQL, published before they are
/// used and for as long as a token signed by them may live. No private key leaves this package.
package io.portcullis.session.key;
