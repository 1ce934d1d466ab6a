package io.portcullis.session.useragent;

import io.portcullis.session.ShownText;

/// How a device is shown to its owner, such as "Safari on iPhone".
public record DeviceName(String name, DeviceKind kind) {

  private static final int LONGEST = 80;

  /// Parts of a user agent stand in names, and names stand in mails and pages.
  public DeviceName {
    name = ShownText.clean(name, LONGEST);
  }

  static final DeviceName UNKNOWN = new DeviceName("Unknown device", DeviceKind.UNKNOWN);
}
