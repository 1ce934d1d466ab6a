/// What an account has enrolled, and who may change it. Called by every other feature; calls none.
package io.portcullis.mfa.policy;
