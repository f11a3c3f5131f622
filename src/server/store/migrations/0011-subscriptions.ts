// Subscriptions to briefs, what was sent by them, and every attempt at it.

export const name = '0011-subscriptions'

export const statements = `
create table subscription (
  id text primary key, version integer not null, account text not null, enabled boolean not null,
  since timestamptz not null, body jsonb not null, secret text not null
);
comment on column subscription.since is 'made or switched on; briefs issued before are not sent';
comment on column subscription.secret is 'signs what goes to a webhook';

create table brief_delivery (
  id bigint generated always as identity primary key, subscription text not null, brief text not null,
  way text not null, form text not null, trial boolean not null, key text not null unique, state text not null,
  attempts integer not null default 0, created_at timestamptz not null, next_at timestamptz, done_at timestamptz,
  problem jsonb
);
comment on column brief_delivery.key is 'what the receiver knows it by: the same key is the same message';
create index brief_delivery_due on brief_delivery (next_at) where state = 'waiting';
create index brief_delivery_of on brief_delivery (subscription, id desc);

create table brief_attempt (
  delivery bigint not null references brief_delivery (id) on delete cascade, n integer not null, at timestamptz not null,
  ok boolean not null, status integer, problem jsonb, primary key (delivery, n)
);
`
