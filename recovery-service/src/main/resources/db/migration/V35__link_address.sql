-- Where a link was sent, sealed and bound to its id: what an address proves it proves once. Null for links from before.
alter table reset_link add column sent_to text;
