/// The gateways of `deploy/gateway`, before services that only echo: what reaches them, and what does not.
package io.portcullis.acceptance.gateway;
