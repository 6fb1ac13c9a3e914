-- Annotations that follow their words: when an action is due and done, which annotations belong together, and what the
-- reader said about the place on each version.
ALTER TABLE annotations ADD COLUMN due TEXT;
ALTER TABLE annotations ADD COLUMN done TEXT;
ALTER TABLE annotations ADD COLUMN links TEXT;
ALTER TABLE annotations ADD COLUMN decisions TEXT;

-- The places of a whole briefing are asked for by its version.
CREATE INDEX resolutions_version ON resolutions (version);
