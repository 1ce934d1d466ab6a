/// Other systems hear of security events at an address of theirs, by the Standard Webhooks specification.
package io.portcullis.notification.webhook;
