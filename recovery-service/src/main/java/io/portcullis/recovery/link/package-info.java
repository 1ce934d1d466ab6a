/// Links of alerts: statements that notification-service has signed.
package io.portcullis.recovery.link;
