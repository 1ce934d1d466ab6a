package io.portcullis.auth.addressbook;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.portcullis.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Address books of customers.
@ConfigMapping(prefix = "portcullis.address-book")
interface AddressBookConfig {

  /// How long a new address can't be used while its owner pays out to the address book alone.
  @WithDefault("24h")
  @Range(min = "24h", max = "48h")
  Duration cooling();

  /// Addresses of one account.
  @WithDefault("200")
  @Range(min = "1", max = "1000")
  int entriesPerAccount();

  /// What addresses look like on a network that is not known here, or otherwise, as `mychain:evm`. Kinds are `bitcoin`,
  /// `litecoin`, `dogecoin`, `tron`, `solana`, `evm` and `text`.
  @Form(Kind.TEXT)
  Optional<List<String>> networks();
}
