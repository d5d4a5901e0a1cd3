-- Who holds a subnet's alpha at the block of the day in hand, as far as it is read; it is dropped when the day's sheet is made.
CREATE TABLE censuses (
  stream text PRIMARY KEY,
  day integer NOT NULL,
  block bigint NOT NULL,
  block_hash text NOT NULL,
  spec_version integer NOT NULL,
  pages integer NOT NULL DEFAULT 0,
  place text
);
--> statement-breakpoint
CREATE TABLE census_pages (
  stream text NOT NULL REFERENCES censuses (stream) ON DELETE CASCADE,
  page integer NOT NULL,
  lines text NOT NULL,
  PRIMARY KEY (stream, page)
);
