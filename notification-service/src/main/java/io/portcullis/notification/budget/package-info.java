/// How many text messages may be sent, and which: one budget for whatever any service owes. Asked by `delivery` before each.
package io.portcullis.notification.budget;
