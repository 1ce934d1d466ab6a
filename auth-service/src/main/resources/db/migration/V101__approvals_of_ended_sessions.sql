-- An approval ends with its session: who signs out everywhere means what was approved there, too.
alter table approval add column session_id uuid; -- in which it was approved; null of an earlier release, which nobody consumes any more
