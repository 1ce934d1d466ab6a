-- What strangers can cause to be sent to a proved number is counted apart from what its owner's acts cause, and so are reset
-- links. 'urgent' and 'take_back' are named here so that the order of the versions does not matter.
alter table text_message drop constraint text_message_purpose_check;
alter table text_message add constraint text_message_purpose_check
  check (purpose in ('unproved', 'strangers', 'reset_link', 'proved', 'alert', 'urgent', 'take_back'));
