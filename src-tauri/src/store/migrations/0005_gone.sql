-- Cards that are in no list any more, which a file may still name.
CREATE INDEX customers_gone ON customers (customer) WHERE removed_at IS NOT NULL OR merged_into IS NOT NULL;
