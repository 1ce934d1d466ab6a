-- MATCH, TOO_NEW, NO_MATCH or NOT_COMPARED, null where no code was shown. For the staff: no step of a case asks for it.
alter table recovery_case
  add column old_factor      text,
  add column factor_shown_at timestamptz;
