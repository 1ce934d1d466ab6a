/// What this service asks of the exchange's own systems.
package io.portcullis.runtime.exchange;
