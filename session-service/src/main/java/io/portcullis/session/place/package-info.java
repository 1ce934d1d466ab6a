/// Where an address is, from a database that the installation brings along. Nobody outside is asked, and nothing is told
/// to anybody. The risk decision reads it, and an unknown place is not a safe one.
package io.portcullis.session.place;
