/// API keys (SAFE-8): what programs of a customer sign requests with. Their owner approves each by trading passphrase and second
/// factor, sees and ends them here; [io.portcullis.session.signature] verifies what they sign.
///
/// An instance holds keys in memory as they are asked for. A change is committed with a NOTIFY, upon which every instance forgets
/// the key. Ids end with a MAC, so an invented one is never looked up.
package io.portcullis.session.apikey;
