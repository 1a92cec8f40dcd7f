-- What the floor asks at every scan, delivery and put-back is found by an index, however many orders there are.

-- SQLite turns `sum < ordered` around in a query and not in an index, so the two never met and every order line was read.
DROP INDEX order_line_waiting;
CREATE INDEX order_line_waiting ON order_line (item_id)
    WHERE item_id IS NOT NULL AND ordered - reserved - picked - packed - shipped - cancelled > 0;
CREATE INDEX orders_external_id ON orders (external_id);
CREATE INDEX pack_check_at_station ON pack_check (station_id) WHERE state = 'open';
CREATE INDEX shipment_batch ON shipment (batch_number);
