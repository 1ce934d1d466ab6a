/// Carries sealed values over to the ring's current key. Features name their columns; nobody calls it.
package io.portcullis.mfa.seal;
