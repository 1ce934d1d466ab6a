-- A third channel of alerts.
alter table notification_preference add column push_off text[] not null default '{}';
alter table delivery drop constraint delivery_channel_check;
alter table delivery add constraint delivery_channel_check check (channel in ('email', 'sms', 'push'));
