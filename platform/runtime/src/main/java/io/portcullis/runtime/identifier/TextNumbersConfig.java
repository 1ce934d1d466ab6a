package io.portcullis.runtime.identifier;

import io.portcullis.settings.Form;
import io.portcullis.settings.Form.Kind;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/// Which numbers get text messages; the same for every service that takes or writes to numbers.
@ConfigMapping(prefix = "portcullis.sms-numbers")
interface TextNumbersConfig {

  /// ISO 3166 codes of the countries whose numbers are taken, such as `DE,CH`. Every country unless given.
  @Form(Kind.COUNTRY)
  Optional<Set<String>> countries();

  /// ISO 3166 codes of the countries that most customers' numbers are of. A number of any other country gets a code at
  /// registration only after human verification. Every country is usual unless given: set it.
  @Form(Kind.COUNTRY)
  Optional<Set<String>> usualCountries();
}
