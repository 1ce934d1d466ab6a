-- When mfa-service last enrolled a factor of the account. A session whose evidence is no younger may have been opened on what
-- was enrolled before, so it does not keep that the account had none.
alter table account_standing add column factor_enrolled_at timestamptz not null default 'epoch';
