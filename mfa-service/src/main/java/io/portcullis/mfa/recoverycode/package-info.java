/// Recovery codes: look-up secrets (NIST SP 800-63B-4 §3.1.2) for the day the authenticator is lost. Each works once.
package io.portcullis.mfa.recoverycode;
