/// What the lists of this service share: how a client narrows them down.
package io.portcullis.notification.listing;
