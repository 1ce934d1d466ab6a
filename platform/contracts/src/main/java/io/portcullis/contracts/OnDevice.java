package io.portcullis.contracts;

/// A fact about a device: the activity list names it.
public interface OnDevice {

  /// Its display name.
  String device();
}
