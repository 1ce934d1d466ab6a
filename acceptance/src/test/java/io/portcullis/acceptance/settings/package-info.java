/// What the settings are documented to be, and what a service does with wrong ones.
package io.portcullis.acceptance.settings;
