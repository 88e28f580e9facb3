-- Two customers who look like one and are two: said once, never proposed again.
CREATE TABLE distinctions (
    distinction INTEGER PRIMARY KEY AUTOINCREMENT,
    customer    INTEGER NOT NULL REFERENCES customers (customer),
    other       INTEGER NOT NULL REFERENCES customers (customer),
    created_at  INTEGER NOT NULL,
    UNIQUE (customer, other)
) STRICT;
CREATE INDEX distinctions_by_other ON distinctions (other);

-- What another program had counted of a customer before the book did: the opening balance. One row a program, as last read.
CREATE TABLE openings (
    opening     INTEGER PRIMARY KEY AUTOINCREMENT,
    customer    INTEGER NOT NULL REFERENCES customers (customer),
    program     TEXT    NOT NULL CHECK (program <> ''),
    as_of       TEXT    NOT NULL CHECK (as_of IS date(as_of)), -- the business day it was read
    points      INTEGER,                                       -- loyalty points
    spent_minor INTEGER,                                       -- all they ever spent
    visits      INTEGER CHECK (visits >= 0),                   -- how often they bought
    first_day   TEXT    NOT NULL DEFAULT '' CHECK (first_day = '' OR first_day IS date(first_day)),
    last_day    TEXT    NOT NULL DEFAULT '' CHECK (last_day = '' OR last_day IS date(last_day)),
    UNIQUE (customer, program)
) STRICT;
