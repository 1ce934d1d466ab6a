/// What an option declares beside its name: bounds, form, whether its built-in value is for developers alone.
///
/// [OptionsProcessor] runs while a module compiles and writes one line per option into
/// `META-INF/portcullis/options.tsv`. The check at start and `docs/settings.md` both read these lines, so neither can
/// differ from the code.
package io.portcullis.settings;
