-- The book, version 1.
--
-- Integer keys are for joins and full-text rows only; they are AUTOINCREMENT, so none is ever used twice. What the world
-- outside may see is `id`, a UUIDv7 in 16 bytes. Days are local business days as text, instants are milliseconds since 1970 in
-- UTC, money is whole minor units, quantities are thousandths. '' means "not known" for text; NULL is kept for links and
-- numbers that may be absent.

CREATE TABLE shop (
    shop       INTEGER PRIMARY KEY CHECK (shop = 1),
    id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    name       TEXT    NOT NULL CHECK (name <> ''),
    region     TEXT    NOT NULL CHECK (region GLOB '[A-Z][A-Z]'),
    currency   TEXT    NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    time_zone  TEXT    NOT NULL,
    day_ends   INTEGER NOT NULL DEFAULT 0 CHECK (day_ends BETWEEN 0 AND 1439), -- minutes after midnight
    sample     INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),            -- an invented shop
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
    staff      INTEGER PRIMARY KEY AUTOINCREMENT,
    id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    name       TEXT    NOT NULL UNIQUE CHECK (name <> ''),
    role       TEXT    NOT NULL DEFAULT 'counter' CHECK (role IN ('counter', 'owner')),
    active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE customers (
    customer    INTEGER PRIMARY KEY AUTOINCREMENT,
    id          BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    number      TEXT    NOT NULL DEFAULT '', -- the shop's own number or card code, as typed
    given       TEXT    NOT NULL DEFAULT '',
    family      TEXT    NOT NULL DEFAULT '',
    nick        TEXT    NOT NULL DEFAULT '',
    company     TEXT    NOT NULL DEFAULT '',
    call_me     TEXT    NOT NULL DEFAULT '', -- how they like to be called
    say_it      TEXT    NOT NULL DEFAULT '', -- how it is said
    birthday    TEXT    NOT NULL DEFAULT ''  -- 1990-03-15, --03-15 where the year is not known, or ''
                CHECK (birthday = '' OR birthday IS date(birthday)
                       OR (birthday GLOB '--[0-1][0-9]-[0-3][0-9]' AND '2000' || substr(birthday, 2) IS date('2000' || substr(birthday, 2)))),
    note        TEXT    NOT NULL DEFAULT '',
    source      TEXT    NOT NULL DEFAULT '', -- how they found the shop
    referred_by INTEGER REFERENCES customers (customer),
    merged_into INTEGER REFERENCES customers (customer), -- the survivor, when two cards became one
    removed_at  INTEGER,                                 -- out of every list, not out of the history
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_by_referred_by ON customers (referred_by) WHERE referred_by IS NOT NULL;
CREATE INDEX customers_by_merged_into ON customers (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE phones (
    phone    INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers (customer),
    position INTEGER NOT NULL CHECK (position >= 0),
    label    TEXT    NOT NULL DEFAULT '',
    typed    TEXT    NOT NULL CHECK (typed <> ''),
    digits   TEXT    NOT NULL -- country code and national number; the bare digits where that cannot be told
) STRICT;
CREATE INDEX phones_by_customer ON phones (customer);
CREATE INDEX phones_by_digits ON phones (digits);

CREATE TABLE emails (
    email    INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers (customer),
    position INTEGER NOT NULL CHECK (position >= 0),
    label    TEXT    NOT NULL DEFAULT '',
    typed    TEXT    NOT NULL CHECK (typed <> ''),
    folded   TEXT    NOT NULL
) STRICT;
CREATE INDEX emails_by_customer ON emails (customer);
CREATE INDEX emails_by_folded ON emails (folded);

CREATE TABLE addresses (
    address  INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers (customer),
    position INTEGER NOT NULL CHECK (position >= 0),
    label    TEXT    NOT NULL DEFAULT '',
    street   TEXT    NOT NULL DEFAULT '',
    extra    TEXT    NOT NULL DEFAULT '',
    postcode TEXT    NOT NULL DEFAULT '',
    town     TEXT    NOT NULL DEFAULT '',
    region   TEXT    NOT NULL DEFAULT '',
    country  TEXT    NOT NULL DEFAULT '',
    folded   TEXT    NOT NULL DEFAULT '' -- every part, folded, for comparing
) STRICT;
CREATE INDEX addresses_by_customer ON addresses (customer);

CREATE TABLE tags (
    tag      INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers (customer),
    position INTEGER NOT NULL CHECK (position >= 0),
    typed    TEXT    NOT NULL CHECK (typed <> ''),
    folded   TEXT    NOT NULL,
    UNIQUE (customer, folded)
) STRICT;
CREATE INDEX tags_by_folded ON tags (folded);

-- Who a customer is in the program a file came from: the key of reading the same file again.
CREATE TABLE origins (
    origin   INTEGER PRIMARY KEY AUTOINCREMENT,
    customer INTEGER NOT NULL REFERENCES customers (customer),
    program  TEXT    NOT NULL CHECK (program <> ''),
    key      TEXT    NOT NULL CHECK (key <> ''), -- the program's id, or a fingerprint of the row where it has none
    content  TEXT    NOT NULL DEFAULT '',        -- a fingerprint of the row as last read
    UNIQUE (program, key)
) STRICT;
CREATE INDEX origins_by_customer ON origins (customer);

CREATE TABLE preferences (
    preference INTEGER PRIMARY KEY AUTOINCREMENT,
    id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    customer   INTEGER NOT NULL REFERENCES customers (customer),
    kind       TEXT    NOT NULL CHECK (kind IN ('likes', 'avoids', 'allergy', 'size', 'usual', 'contact', 'other')),
    value      TEXT    NOT NULL CHECK (value <> ''),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX preferences_by_customer ON preferences (customer);

-- Things they own: the bike, the boiler, the colour formula.
CREATE TABLE belongings (
    belonging  INTEGER PRIMARY KEY AUTOINCREMENT,
    id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    customer   INTEGER NOT NULL REFERENCES customers (customer),
    name       TEXT    NOT NULL CHECK (name <> ''),
    detail     TEXT    NOT NULL DEFAULT '',
    since      TEXT    NOT NULL DEFAULT '' CHECK (since = '' OR since IS date(since)),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX belongings_by_customer ON belongings (customer);

-- What the shop has sold, each name once, as first typed.
CREATE TABLE items (
    item   INTEGER PRIMARY KEY AUTOINCREMENT,
    id     BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name   TEXT NOT NULL UNIQUE CHECK (name <> ''),
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX items_by_folded ON items (folded);

-- Written once, never changed: a sale is corrected by a refund, which is a purchase with negative amounts.
CREATE TABLE purchases (
    purchase       INTEGER PRIMARY KEY AUTOINCREMENT,
    id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    customer       INTEGER REFERENCES customers (customer), -- NULL: nobody the shop knows
    kind           TEXT    NOT NULL DEFAULT 'sale' CHECK (kind IN ('sale', 'refund')),
    refunds        INTEGER REFERENCES purchases (purchase),
    day            TEXT    NOT NULL CHECK (day IS date(day)),
    at             INTEGER NOT NULL,
    staff          INTEGER REFERENCES staff (staff),
    discount_minor INTEGER NOT NULL DEFAULT 0,
    total_minor    INTEGER NOT NULL CHECK (total_minor BETWEEN -9000000000000 AND 9000000000000), -- sum of the lines less the discount
    note           TEXT    NOT NULL DEFAULT '',
    program        TEXT    NOT NULL DEFAULT '', -- where it came from, with that program's key
    key            TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX purchases_by_customer ON purchases (customer, day) WHERE customer IS NOT NULL;
CREATE INDEX purchases_by_day ON purchases (day);
CREATE INDEX purchases_by_refunds ON purchases (refunds) WHERE refunds IS NOT NULL;
CREATE INDEX purchases_by_staff ON purchases (staff) WHERE staff IS NOT NULL;
CREATE UNIQUE INDEX purchases_by_key ON purchases (program, key) WHERE key <> '';

CREATE TABLE lines (
    line                 INTEGER PRIMARY KEY AUTOINCREMENT,
    purchase             INTEGER NOT NULL REFERENCES purchases (purchase),
    position             INTEGER NOT NULL CHECK (position >= 1),
    item                 INTEGER NOT NULL REFERENCES items (item),
    quantity_thousandths INTEGER NOT NULL CHECK (quantity_thousandths <> 0),
    unit_minor           INTEGER NOT NULL,
    discount_minor       INTEGER NOT NULL DEFAULT 0,
    amount_minor         INTEGER NOT NULL
) STRICT;
CREATE INDEX lines_by_purchase ON lines (purchase);
CREATE INDEX lines_by_item ON lines (item);

CREATE TABLE interactions (
    interaction INTEGER PRIMARY KEY AUTOINCREMENT,
    id          BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    customer    INTEGER NOT NULL REFERENCES customers (customer),
    kind        TEXT    NOT NULL CHECK (kind IN ('visit', 'call', 'message', 'feedback', 'complaint')),
    text        TEXT    NOT NULL CHECK (text <> ''),
    score       INTEGER CHECK (score BETWEEN 1 AND 5),
    day         TEXT    NOT NULL CHECK (day IS date(day)),
    at          INTEGER NOT NULL,
    staff       INTEGER REFERENCES staff (staff)
) STRICT;
CREATE INDEX interactions_by_customer ON interactions (customer, day);
CREATE INDEX interactions_by_staff ON interactions (staff) WHERE staff IS NOT NULL;

CREATE TABLE follow_ups (
    follow_up  INTEGER PRIMARY KEY AUTOINCREMENT,
    id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    customer   INTEGER NOT NULL REFERENCES customers (customer),
    title      TEXT    NOT NULL CHECK (title <> ''),
    kind       TEXT    NOT NULL DEFAULT 'other'
               CHECK (kind IN ('call', 'thanks', 'promise', 'complaint', 'birthday', 'seasonal', 'other')),
    due_day    TEXT    NOT NULL CHECK (due_day IS date(due_day)),
    due_minute INTEGER CHECK (due_minute BETWEEN 0 AND 1439), -- NULL: any time that day
    repeat     TEXT    NOT NULL DEFAULT '' CHECK (repeat IN ('', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly')),
    anchor_day TEXT    NOT NULL CHECK (anchor_day IS date(anchor_day)), -- repeats count from here, so 31 January stays the month's end
    assignee   INTEGER REFERENCES staff (staff),
    state      TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    outcome    TEXT    NOT NULL DEFAULT '',
    closed_at  INTEGER CHECK ((closed_at IS NULL) = (state = 'open')),
    closed_day TEXT    NOT NULL DEFAULT '' CHECK (closed_day = '' OR closed_day IS date(closed_day)),
    follows    INTEGER REFERENCES follow_ups (follow_up), -- the one it repeats
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX follow_ups_by_customer ON follow_ups (customer);
CREATE INDEX follow_ups_open ON follow_ups (due_day, due_minute) WHERE state = 'open';
CREATE INDEX follow_ups_closed ON follow_ups (closed_day) WHERE closed_day <> '';
CREATE INDEX follow_ups_by_assignee ON follow_ups (assignee) WHERE assignee IS NOT NULL;
CREATE INDEX follow_ups_by_follows ON follow_ups (follows) WHERE follows IS NOT NULL;

-- Events, never changed: what holds today is the newest of each purpose and channel, and no event is no.
CREATE TABLE consents (
    consent  INTEGER PRIMARY KEY AUTOINCREMENT,
    id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    customer INTEGER NOT NULL REFERENCES customers (customer),
    purpose  TEXT    NOT NULL CHECK (purpose <> ''),
    channel  TEXT    NOT NULL CHECK (channel <> ''),
    given    INTEGER NOT NULL CHECK (given IN (0, 1)),
    how      TEXT    NOT NULL DEFAULT '',
    wording  TEXT    NOT NULL DEFAULT '',
    at       INTEGER NOT NULL,
    staff    INTEGER REFERENCES staff (staff),
    program  TEXT    NOT NULL DEFAULT '' -- the file it came with
) STRICT;
CREATE INDEX consents_by_customer ON consents (customer);
CREATE INDEX consents_by_staff ON consents (staff) WHERE staff IS NOT NULL;

-- The journal. -----------------------------------------------------------------------------------------------------------

-- A deed is one change made by a person. Undoing writes a deed that reverses it; redoing one that reverses that.
CREATE TABLE deeds (
    deed     INTEGER PRIMARY KEY AUTOINCREMENT,
    id       BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    name     TEXT    NOT NULL CHECK (name <> ''),
    at       INTEGER NOT NULL,
    staff    INTEGER REFERENCES staff (staff),
    reverses INTEGER REFERENCES deeds (deed),
    customer INTEGER, -- whom it is about; no reference, for history outlives cards
    details  TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(details)) -- what its sentence needs
) STRICT;
CREATE UNIQUE INDEX deeds_by_reverses ON deeds (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX deeds_by_staff ON deeds (staff) WHERE staff IS NOT NULL;

-- The rows a deed changed. 'I': rows first..last were added. 'U': row first, image = {column: [before, after]}, changed columns only.
-- 'D': row first, image = the whole row.
CREATE TABLE changes (
    deed  INTEGER NOT NULL REFERENCES deeds (deed),
    seq   INTEGER NOT NULL,
    tbl   TEXT    NOT NULL,
    op    TEXT    NOT NULL CHECK (op IN ('I', 'U', 'D')),
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    image TEXT,
    PRIMARY KEY (deed, seq)
) STRICT, WITHOUT ROWID;

-- Whose history a deed belongs to: customers first..last.
CREATE TABLE deed_customers (
    first INTEGER NOT NULL,
    deed  INTEGER NOT NULL, -- no reference: deeds are never deleted, and an index would be written with every purchase
    last  INTEGER NOT NULL,
    PRIMARY KEY (first, deed)
) STRICT, WITHOUT ROWID;
CREATE INDEX deed_customers_many ON deed_customers (last) WHERE last > first;

-- Derived: made from the tables above, never journaled, never part of the content, rebuilt at will. -----------------------

-- What each customer is found by, how they came, and their result row. `place` orders everybody by their last visit; it is also the
-- row of `finder`, and keeps together on the disk who came lately. Who has come since is `moved`, numbered in the order of coming, until a
-- few of them are put into their new places together. There is no index on visits: it would be written with every purchase, for
-- a list that is sorted by it now and then.
CREATE TABLE found_by (
    place       INTEGER PRIMARY KEY,
    customer    INTEGER NOT NULL UNIQUE,
    moved       INTEGER NOT NULL DEFAULT 0,
    visits      INTEGER NOT NULL,
    last_day    TEXT    NOT NULL,
    last_item   TEXT    NOT NULL, -- the first line of the last sale
    spent_minor INTEGER NOT NULL,
    sort_name   TEXT    NOT NULL, -- family name first
    names       TEXT    NOT NULL,
    mails       TEXT    NOT NULL, -- what stands before the @
    others      TEXT    NOT NULL, -- what stands behind it, town, tags, number
    numbers     TEXT    NOT NULL, -- phones, international and with the trunk prefix
    bought      TEXT    NOT NULL, -- words of what they bought
    shown       TEXT    NOT NULL  -- the result row, as JSON
) STRICT;
CREATE INDEX found_by_moved ON found_by (moved) WHERE moved > 0;
CREATE INDEX found_by_sort_name ON found_by (sort_name);

-- Every distinct word of names, companies, towns, tags, items and mail domains, and how many customers have it.
CREATE TABLE words (
    word    TEXT    PRIMARY KEY NOT NULL,
    holders INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- rowid = found_by.place. Words are cut and folded before they come here, so the tokenizer only splits at spaces.
CREATE VIRTUAL TABLE finder USING fts5 (
    tokens,
    content = '', contentless_delete = 1, detail = none,
    prefix = '1 2 3 4 5 6', tokenize = 'ascii'
);
