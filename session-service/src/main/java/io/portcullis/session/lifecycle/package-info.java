/// Opens sessions, lists them and ends them. Whether what a claimant has proved is enough is decided here and nowhere
/// else, whoever collected the proof.
package io.portcullis.session.lifecycle;
