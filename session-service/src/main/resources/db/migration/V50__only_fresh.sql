-- Whether any factor of the account was settled when one was shown that was not. Null = not known, which counts as yes.
alter table session add column factor_settled_enrolled boolean;
alter table session add column elevated_factor_settled_enrolled boolean;
