/// Whether the one who asks has proved enough to weaken what protects an account.
package io.portcullis.notification.owner;
