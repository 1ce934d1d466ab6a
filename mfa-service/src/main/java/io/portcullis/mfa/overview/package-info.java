/// What a customer sees of their second factors at a glance.
package io.portcullis.mfa.overview;
