/// What session-service hears of second factors. mfa-service owns them; a session keeps how old the one is that was shown, or
/// that there was none.
package io.portcullis.session.factor;
