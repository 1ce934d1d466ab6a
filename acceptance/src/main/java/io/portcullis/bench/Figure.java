package io.portcullis.bench;

/// What two runs are compared by.
enum Figure {
  PER_SECOND("requests/s"), P99("p99 ms"), CPU("CPU ms, suite"), POSTGRES("CPU ms, PostgreSQL"), ALLOCATED("allocated KiB");

  private final String title;

  Figure(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
