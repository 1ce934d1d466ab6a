package io.portcullis.acceptance.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portcullis.acceptance.house.AgainstTheHouse;
import io.portcullis.acceptance.house.House;
import io.portcullis.acceptance.house.Sequence;
import io.portcullis.bench.Books;
import io.portcullis.devstack.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Says how much memory the five services hold after the journeys. The aim is 1 GiB for all; the figure is printed, and
/// only a gross surprise fails, as a machine's mood must not.
@AgainstTheHouse
@Order(Sequence.MEMORY)
class MemoryTest {
  private static final long SURPRISE_KIB = 2L * 1024 * 1024;

  private final House house;

  MemoryTest(House house) {
    this.house = house;
  }

  @Test
  void givenTheJourneys_whenTheServicesAreWeighed_thenTheirSumIsTold() {
    assumeThat(Books.areKept()).as("the figures come from Linux's /proc").isTrue();
    var pids = new LinkedHashMap<String, Long>();
    for (Service service : Service.values()) pids.put(service.fullName(), house.suite().service(service.fullName()).pid());
    Map<String, Long> pss = new Books(pids).pssKib();
    long sum = pss.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf("Memory (PSS, MiB) of the five services: %d in all %s%n", sum / 1024, inMebibytes(pss));
    assertThat(sum).isPositive().isLessThan(SURPRISE_KIB);
  }

  private static Map<String, Long> inMebibytes(Map<String, Long> pss) {
    var sizes = new LinkedHashMap<String, Long>();
    pss.forEach((service, kib) -> sizes.put(service, kib / 1024));
    return sizes;
  }
}
