-- MATCH, NEAR, NO_MATCH or NOT_COMPARED, null where nothing was said. For the staff: no step of a case asks for it.
alter table recovery_case
  add column last_sign_in_known  text,
  add column balance_known       text,
  add column knowledge_stated_at timestamptz;
