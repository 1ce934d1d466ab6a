/// E-mail addresses and phone numbers: one canonical spelling for all services that read what a person typed.
package io.portcullis.runtime.identifier;
