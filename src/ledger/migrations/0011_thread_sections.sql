-- What happened to a thread since it was put together last. Rows are only added and taken: no writer waits for a reader.
CREATE TABLE thread_causes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL,
  causes text NOT NULL
);
--> statement-breakpoint
CREATE INDEX thread_causes_subject ON thread_causes (subject);
--> statement-breakpoint
-- The sections of a thread as they were rendered last. What another version rendered is rendered anew.
CREATE TABLE thread_sections (
  subject text NOT NULL,
  section text NOT NULL,
  version text NOT NULL,
  text text,
  digest text NOT NULL,
  PRIMARY KEY (subject, section)
);
