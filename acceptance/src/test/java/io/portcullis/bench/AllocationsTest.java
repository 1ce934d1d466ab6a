package io.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationsTest {
  @Test
  void whatIsInEden_isAddedToWhatCollectionsHaveCounted() {
    assertThat(Allocations.bytes("""
        # HELP jvm_gc_memory_allocated_bytes_total Incremented for an increase in the size of the young heap memory pool
        # TYPE jvm_gc_memory_allocated_bytes_total counter
        jvm_gc_memory_allocated_bytes_total 4.2E7
        jvm_memory_used_bytes{area="heap",id="Eden Space"} 1000.0
        jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 7.0E7
        jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 6.0E7
        jvm_memory_max_bytes{area="heap",id="Eden Space"} 9.0E7
        """)).hasValue(42_001_000);
    assertThat(Allocations.bytes("""
        jvm_gc_memory_allocated_bytes_total 5.0
        jvm_memory_used_bytes{area="heap",id="G1 Eden Space"} 3.0
        """)).hasValue(8);
  }

  @Test
  void aServiceThatDoesNotCount_tellsNothing() {
    assertThat(Allocations.bytes("jvm_memory_used_bytes{area=\"heap\",id=\"eden space\"} 1.0\n")).isEmpty();
  }
}
