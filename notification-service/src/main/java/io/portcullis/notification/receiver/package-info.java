/// Systems of others that are called at an address of theirs: which addresses may be, and how.
package io.portcullis.notification.receiver;
