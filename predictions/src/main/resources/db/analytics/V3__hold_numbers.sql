-- A number in the order in which holds were changed, by which each is a file beside the artifacts.

ALTER TABLE predictions.hold_changes ADD COLUMN hold_no bigint GENERATED ALWAYS AS IDENTITY;
