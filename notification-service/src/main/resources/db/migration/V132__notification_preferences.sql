-- Which alerts a customer does not want by which channel. Critical ones ask nobody.
create table notification_preference (
  account_id uuid        primary key,
  email_off  text[]      not null default '{}',
  sms_off    text[]      not null default '{}',
  quiet_from time,
  quiet_to   time,
  quiet_zone text,                               -- IANA
  updated_at timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null) and (quiet_to is null) = (quiet_zone is null))
);
