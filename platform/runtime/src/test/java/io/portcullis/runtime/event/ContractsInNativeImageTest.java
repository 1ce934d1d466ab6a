package io.portcullis.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.portcullis.contracts.AccountId;
import io.portcullis.contracts.DeviceId;
import io.portcullis.contracts.EventId;
import io.portcullis.contracts.Message;
import io.portcullis.contracts.SecurityEvent;
import io.portcullis.contracts.SecurityEventType;
import io.portcullis.contracts.SessionEvent;
import io.portcullis.contracts.SessionId;
import io.portcullis.runtime.http.StrictJsonProbe;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContractsInNativeImageTest {

  private static final List<Class<?>> REGISTERED =
      Arrays.asList(ContractsInNativeImage.class.getAnnotation(RegisterForReflection.class).targets());

  @Test
  void everyEventAndMessageIsRegistered() {
    assertThat(SecurityEventType.RECORDS).allMatch(record -> REGISTERED.contains(record.getEnclosingClass()));
    assertThat(Message.class.getPermittedSubclasses()).allMatch(record -> REGISTERED.contains(record.getEnclosingClass()));
  }

  @Test
  void whatTheContractsNestIsIndexed_elseItWouldNotBeRegistered() throws Exception {
    var settings = new Properties();
    try (var file = ContractsInNativeImage.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      settings.load(file);
    }
    assertThat(settings).containsEntry("quarkus.index-dependency.contracts.artifact-id", "contracts");
  }

  @Test
  void anEventKeepsItsMeaningOnTheWire() throws Exception {
    ObjectMapper json = asInTheServices();
    UUID id = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    SecurityEvent event = new SessionEvent.SessionEstablished(new EventId(id), new AccountId(id),
        Instant.parse("2026-11-22T18:00:00Z"), new SessionId(id), new DeviceId(id), "Firefox on Linux",
        Optional.of("192.0.2.1"), "aal2", SessionEvent.DeviceRecognition.NEW, Optional.of("Berlin, Germany"),
        List.of(SessionEvent.RiskReason.NEW_DEVICE), Optional.empty());
    String wire = json.writeValueAsString(event);
    assertThat(wire).isEqualTo("""
        {"id":"%1$s","subject":"%1$s","time":"2026-11-22T18:00:00Z","session":"%1$s","deviceId":"%1$s",\
        "device":"Firefox on Linux","address":"192.0.2.1","acr":"aal2","recognition":"NEW",\
        "place":"Berlin, Germany","reasons":["NEW_DEVICE"]}""".formatted(id));
    assertThat(json.readValue(wire, SessionEvent.SessionEstablished.class)).isEqualTo(event);
  }

  @Test
  void anEventFromBeforePlacesWereToldIsStillRead() throws Exception {
    String wire = """
        {"id":"%1$s","subject":"%1$s","time":"2026-11-22T18:00:00Z","session":"%1$s","deviceId":"%1$s",\
        "device":"Firefox on Linux","acr":"aal2","recognition":"NEW"}""".formatted("01890a5d-ac96-774b-bcce-b302099a8057");
    var event = asInTheServices().readValue(wire, SessionEvent.SessionEstablished.class);
    assertThat(event.place()).isEmpty();
    assertThat(event.reasons()).isEmpty();
  }

  private static ObjectMapper asInTheServices() {
    var json = new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule());
    new StrictJsonProbe().customize(json);
    return json;
  }
}
