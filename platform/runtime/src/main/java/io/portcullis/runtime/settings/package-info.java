/// Checks every setting before the service starts.
///
/// [ServiceStart] is what each service's `main` calls. A service that would answer 500 later, for a setting that is wrong
/// now, must not start: it names every fault at once and ends with [ServiceStart#WRONG_SETTINGS].
package io.portcullis.runtime.settings;
