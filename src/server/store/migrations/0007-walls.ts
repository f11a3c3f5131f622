// Walls as paired devices, what the desk wants of each, codes that wait, and boards changed at the desk.

export const name = '0007-walls'

export const statements = `
create table wall (
  username text primary key references account (username), name text not null,
  paired_at timestamptz, revoked_at timestamptz,
  orders jsonb not null, version integer not null,
  says jsonb, heard_at timestamptz
);
comment on column wall.paired_at is 'null: it is signed in with a password and has spoken';
create table wall_pairing (
  code bytea primary key, secret bytea not null unique, expires_at timestamptz not null, username text
);
comment on column wall_pairing.code is 'SHA-256, as the secret is: neither is kept';
comment on column wall_pairing.username is 'the wall it was approved as; claimed once, then the row goes';
create table board (
  id text primary key, body jsonb, version integer not null, changed_at timestamptz not null, changed_by text not null
);
comment on column board.body is 'null: as the city''s files have it, or nothing where they have none';
`
