-- What people wrote is found again by its id, which its rank is made from.
CREATE INDEX deliveries_written ON deliveries (rank, occurred_at) WHERE rank > 1;
