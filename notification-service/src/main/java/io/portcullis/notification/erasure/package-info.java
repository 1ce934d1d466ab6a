/// What is erased when an account is closed (BACK-7). The audit trail stays.
package io.portcullis.notification.erasure;
