-- When auth-service gave the last order to take factors back that was carried out. The same order again does nothing.
alter table account add column factors_taken_back_at timestamptz;
