/// What clients, gateways and browsers look for under `/.well-known`, from configuration.
package io.portcullis.session.discovery;
