-- What was enqueued and is not done. A row ends when its job has succeeded; the job itself may be lost.
CREATE TABLE outstanding (
  queue text NOT NULL,
  key text NOT NULL,
  data text NOT NULL,
  mark bigint NOT NULL DEFAULT 1,
  since timestamptz NOT NULL DEFAULT now(),
  failures integer NOT NULL DEFAULT 0,
  error text,
  PRIMARY KEY (queue, key)
);
