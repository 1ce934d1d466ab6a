/// Signs what auth-service says about an approved action. Called by auth-service alone, and only at the end of an approval.
///
/// It signs these statements and nothing else: who commands auth-service gets no access token here.
package io.portcullis.session.approval;
