-- What an address proves it proves once: after it has reset the password, a code to it is no factor until then.
alter table code_address add column spent_until timestamptz;
