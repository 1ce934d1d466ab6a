/// How every feature of this service gets rid of what is over. What that is, each of them knows.
package io.portcullis.session.sweep;
