/// Names a device for the person who owns it. A user agent is whatever the client says: it names, it proves nothing.
package io.portcullis.session.useragent;
