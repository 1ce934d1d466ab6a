/// The trading passphrase: six digits that confirm a transaction. It is no authentication factor and raises no `acr`.
package io.portcullis.mfa.passphrase;
