-- By which version of each projection its rows were made: another one makes them anew at its next start.
CREATE TABLE projection_versions (name text PRIMARY KEY, version integer NOT NULL);
