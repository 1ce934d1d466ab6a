-- When the account was last frozen; stays after the freeze is over. A proof of recovery that was issued before is void.
alter table account add column frozen_at timestamptz;
update account set frozen_at = now() where status = 'frozen';
