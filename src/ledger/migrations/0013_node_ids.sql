-- Node ids by name, a JSON object: of a repository's labels, and of an issue. GraphQL names things by these.
ALTER TABLE surfaces ADD COLUMN nodes text;
