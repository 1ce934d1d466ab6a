/// What is erased when an account is closed (BACK-7). The entries of the audit trail stay. What they say goes.
package io.portcullis.notification.erasure;
