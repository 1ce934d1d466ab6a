-- An alert by text message that the budget refused. It waits, and stands for all that were refused for the same number. The value is a
-- keyed digest of the number, or the row's own id where the text has a link that no other has.
alter table delivery add column waits_for text;
create unique index delivery_waiting on delivery (account_id, waits_for) where waits_for is not null and state = 'queued';

-- Such a text has a reserve of its own.
alter table text_message drop constraint text_message_purpose_check;
alter table text_message add constraint text_message_purpose_check check (purpose in (
  'unproved', 'strangers', 'reset_link', 'human_code', 'proved', 'alert', 'urgent', 'take_back', 'digest'));
