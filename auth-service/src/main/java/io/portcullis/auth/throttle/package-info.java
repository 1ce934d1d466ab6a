/// What auth-service lets be tried how often, all in one table.
package io.portcullis.auth.throttle;
