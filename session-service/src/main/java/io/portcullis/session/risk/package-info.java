/// How unusual a sign-in is, whether its device may do without the second factor, and what was decided about it. Says
/// what it sees; what a sign-in must show for it, [io.portcullis.session.lifecycle] decides.
package io.portcullis.session.risk;
