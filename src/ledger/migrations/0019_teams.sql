-- A team of validators keeps its id when it is renamed.
CREATE TABLE teams (
  name text PRIMARY KEY,
  organization_id bigint NOT NULL,
  team_id bigint NOT NULL
);
