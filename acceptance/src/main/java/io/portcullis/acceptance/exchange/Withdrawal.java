package io.portcullis.acceptance.exchange;

import java.util.SortedMap;
import java.util.TreeMap;

/// A withdrawal as the exchange keeps it. What is in it is what is approved and what is paid: it is never changed, another one is made.
///
/// @param number  the exchange's own, unique for ever
/// @param account of the customer at Portcullis: `sub` of the customer's tokens
/// @param amount  a text, such as `0.5`: a binary number would be rounded
public record Withdrawal(String number, String account, String asset, String amount, String network, String address) {

  /// RFC 9396 §2, as docs/money.md lists the fields of the type.
  SortedMap<String, String> authorizationDetails() {
    var details = new TreeMap<>(destination());
    details.put("type", "withdrawal");
    details.put("amount", amount);
    return details;
  }

  /// Where it is paid to.
  SortedMap<String, String> destination() {
    var destination = new TreeMap<String, String>();
    destination.put("asset", asset);
    destination.put("network", network);
    destination.put("address", address);
    return destination;
  }

  /// Of what is about to be executed. Never keep the hash that Portcullis answered to the proposal and send it back: it would say
  /// nothing about what your system pays by now.
  String actionHash() {
    return CanonicalJson.sha256(account, authorizationDetails());
  }
}
