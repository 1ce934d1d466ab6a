/// What a customer reads: the plain content of a message ([io.portcullis.notification.letter.Letter]) and the one frame
/// that every official message has, as HTML, text and SMS.
///
/// The frame carries the anti-phishing code, the line that we never ask for secrets, and an alert's freeze link, so a
/// new kind of message can't forget them. Text from outside is made harmless by
/// [io.portcullis.notification.letter.PlainText] before it enters a letter, and escaped by the template.
package io.portcullis.notification.letter;
