/// Security questions, for customers who set them (BACK-4). Right answers are one more thing that reviewers of a recovery case
/// see. They decide nothing, open nothing, and make no wait shorter.
package io.portcullis.recovery.question;
