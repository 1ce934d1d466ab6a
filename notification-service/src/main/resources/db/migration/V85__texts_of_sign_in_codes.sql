-- A code that stands for a puzzle at a sign-in, to a number that an account has proved: strangers can ask for it, so it takes
-- nothing from codes that need a password, nor from reset links.
alter table text_message drop constraint text_message_purpose_check;
alter table text_message add constraint text_message_purpose_check
  check (purpose in ('unproved', 'strangers', 'reset_link', 'human_code', 'proved', 'alert', 'urgent', 'take_back'));
