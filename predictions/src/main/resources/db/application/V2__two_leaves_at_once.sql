-- Two leaves are filled at once, so that the last one no longer tells what is missing.
ALTER TABLE predictions.leaves ADD COLUMN from_block bigint;
UPDATE predictions.leaves l
SET from_block = coalesce((SELECT b.next_block FROM predictions.leaves b
                           WHERE b.load_no = l.load_no AND b.leaf = l.leaf - 1), 0);
ALTER TABLE predictions.leaves ALTER COLUMN from_block SET NOT NULL;
COMMENT ON COLUMN predictions.leaves.from_block IS 'the first block of the part that it holds';
COMMENT ON COLUMN predictions.leaves.next_block IS 'the first that it does not hold; null where it holds the rest';

ALTER TABLE predictions.loads ADD COLUMN begun integer NOT NULL DEFAULT 0;
UPDATE predictions.loads o
SET begun = (SELECT coalesce(max(leaf), 0) FROM predictions.leaves l WHERE l.load_no = o.load_no) + o.tries;
COMMENT ON COLUMN predictions.loads.begun IS 'leaves begun; their number is never another''s';
COMMENT ON COLUMN predictions.loads.tries IS 'begun since the last leaf was finished; each halves the next leaf';
