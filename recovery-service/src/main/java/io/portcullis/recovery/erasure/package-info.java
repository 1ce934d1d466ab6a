/// What is erased when an account is closed (BACK-7).
package io.portcullis.recovery.erasure;
