/// The devices that a customer signed in from, for their owner to look at and to forget.
package io.portcullis.session.device;
