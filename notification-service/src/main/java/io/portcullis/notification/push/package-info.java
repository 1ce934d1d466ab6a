/// Alerts to browsers by Web Push: subscriptions (RFC 8030), encryption (RFC 8291, RFC 8188) and the proof who sends (RFC 8292). A
/// subscription belongs to one account and one session, and ends with either.
package io.portcullis.notification.push;
