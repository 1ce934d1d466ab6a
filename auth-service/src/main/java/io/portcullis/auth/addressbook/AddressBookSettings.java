package io.portcullis.auth.addressbook;

import io.portcullis.runtime.settings.Finding;
import io.portcullis.runtime.settings.Settings;
import java.util.List;

/// What the kinds of address of an installation's networks must be like.
public final class AddressBookSettings {

  private static final String NETWORKS = "portcullis.address-book.networks";

  private AddressBookSettings() {}

  public static List<Finding> check(Settings settings) {
    try {
      KnownNetworks.declared(settings.texts(NETWORKS));
      return List.of();
    } catch (IllegalArgumentException wrong) {
      return List.of(new Finding(NETWORKS, wrong.getMessage(), "set it to networks such as `mychain:evm,otherchain:text`"));
    }
  }
}
