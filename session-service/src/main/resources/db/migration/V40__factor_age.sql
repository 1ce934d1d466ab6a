-- How old the second factor is by which a session was opened, or raised. Both null = not known, which counts as fresh.
alter table session add column factor_settled_at timestamptz; -- from when on the factor that was shown is settled
alter table session add column factor_enrolled boolean;       -- false = the account had no second factor
alter table session add column elevated_factor_settled_at timestamptz;
alter table session add column elevated_factor_enrolled boolean;
