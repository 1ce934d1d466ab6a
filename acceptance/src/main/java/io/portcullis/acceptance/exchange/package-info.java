/// An exchange's withdrawal system, as small as it can be: for you to copy.
///
/// It needs the JDK and Jackson, and knows docs/money.md and nothing else of Portcullis. Begin with [WithdrawalSystem]. The demo and a
/// journey use it.
package io.portcullis.acceptance.exchange;
