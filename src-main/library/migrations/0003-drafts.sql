-- A draft holds the whole of its editor, knows the version it was begun from, and says what was written.
-- `tags`: as they were typed; null where the editor of that time did not keep them.
-- `base_hlc`: null where the annotation said nothing yet, or where nobody kept which version it was.
-- `row_hash`: drafts of before are given theirs in the same transaction, so an empty one proves nothing.
ALTER TABLE drafts ADD COLUMN tags TEXT;
ALTER TABLE drafts ADD COLUMN base_hlc TEXT CHECK (base_hlc IS NULL OR length(base_hlc) = 26);
ALTER TABLE drafts ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
