/// What a customer can rely on, walked from end to end through the gateway as a client would.
package io.portcullis.acceptance.journey;
