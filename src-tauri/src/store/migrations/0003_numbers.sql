-- The shop's own numbers, which sales of other programs name their customers by.
CREATE INDEX customers_by_number ON customers (number) WHERE number <> '';
