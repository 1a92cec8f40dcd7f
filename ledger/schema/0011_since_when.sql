-- How long an order has waited for the hands that it waits for now, which is not how old it is.

-- `state_ms`: when the order came to the state it is in.
ALTER TABLE orders ADD COLUMN state_ms INTEGER NOT NULL DEFAULT 0;
-- Of one that waits already, when something was done with it last; what people wrote about it and what was printed of it is nothing done.
UPDATE orders SET state_ms = COALESCE((
    SELECT MAX(j.at_ms) FROM timeline_entry t JOIN journal j ON j.seq = t.seq
    WHERE t.order_id = orders.id AND t.kind NOT IN ('note', 'priority', 'ship_by') AND t.kind NOT LIKE '%print%'
), placed_ms) WHERE state IN ('allocated', 'picked', 'packed', 'held', 'partly_allocated', 'backordered');
-- Only what waits is in it, and OR is what SQLite recognises in a query for one of the states.
CREATE INDEX orders_waiting ON orders (state, state_ms) WHERE state = 'allocated' OR state = 'picked' OR state = 'packed'
    OR state = 'held' OR state = 'partly_allocated' OR state = 'backordered';

-- What left on a day: the batches that were closed on it.
CREATE INDEX batch_closed ON batch (closed_ms);
