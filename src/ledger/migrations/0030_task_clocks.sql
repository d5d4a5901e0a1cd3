-- When the clock must call for a subnet's tasks.
CREATE TABLE task_clocks (stream text PRIMARY KEY, subnet text NOT NULL, due_at bigint NOT NULL);
