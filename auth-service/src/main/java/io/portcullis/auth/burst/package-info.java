/// Bursts of wrong passwords, told to the owner: at the sign-in, where anybody may cause them, and in sessions, where only
/// somebody who is signed in may. Fed by `signin` and `stepup`; it refuses nothing.
package io.portcullis.auth.burst;
