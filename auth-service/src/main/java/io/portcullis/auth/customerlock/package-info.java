/// The locks that customers set on their own account, as session-service keeps them (SAFE-12): asked for at the moment at which
/// they count. No answer is a lock.
package io.portcullis.auth.customerlock;
