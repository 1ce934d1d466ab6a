/// Which systems may call `/internal` of this service, and for what.
package io.portcullis.notification.caller;
