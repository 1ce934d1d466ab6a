package io.portcullis.runtime.event;

import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.Address;
import io.portcullis.contracts.AuthEvent;
import io.portcullis.contracts.Contact;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.GuessPlace;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.MfaEvent;
import io.portcullis.contracts.NotificationEvent;
import io.portcullis.contracts.RecoveryEvent;
import io.portcullis.contracts.Revocation;
import io.portcullis.contracts.SessionEvent;
import io.portcullis.contracts.SessionId;
import io.portcullis.contracts.SettingsLocked;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// Keeps the contracts' records readable and writable as JSON in a native image. What is nested in these is registered with them,
/// since `quarkus.index-dependency.contracts` has the contracts indexed; a test compares the list with the hierarchies.
@RegisterForReflection(targets = {
    AccountId.class, SessionId.class, DeviceId.class, EventId.class, Address.class, Contact.class, Revocation.class, SettingsLocked.class,
    GuessPlace.class, Message.class, AuthEvent.class, MfaEvent.class, SessionEvent.class, NotificationEvent.class,
    RecoveryEvent.class})
final class ContractsInNativeImage {
  private ContractsInNativeImage() {}
}
