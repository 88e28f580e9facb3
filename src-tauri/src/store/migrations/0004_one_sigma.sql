-- Both forms of the Greek sigma fold to one, so that a name in capitals is the same name. Where somebody has a tag in both spellings, each
-- stays as it is. The index is brought up to date by the program.
UPDATE addresses SET folded = replace(folded, 'ς', 'σ') WHERE instr(folded, 'ς') > 0;
UPDATE emails SET folded = replace(folded, 'ς', 'σ') WHERE instr(folded, 'ς') > 0;
UPDATE OR IGNORE tags SET folded = replace(folded, 'ς', 'σ') WHERE instr(folded, 'ς') > 0;
UPDATE items SET folded = replace(folded, 'ς', 'σ') WHERE instr(folded, 'ς') > 0;
