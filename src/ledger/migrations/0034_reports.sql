-- What each live subnet showed on a day, as its thread tells it: how its mechanisms did, and how many registered.
CREATE TABLE reports (
  stream text NOT NULL,
  day integer NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (stream, day)
);
