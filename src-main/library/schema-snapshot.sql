CREATE INDEX annotations_briefing ON annotations (briefing);

CREATE UNIQUE INDEX briefings_slug ON briefings (slug) WHERE deleted_at_hlc IS NULL;

CREATE INDEX change_log_hlc ON change_log (hlc);

CREATE INDEX change_log_record ON change_log (record_id);

CREATE INDEX record_history_record ON record_history (record_id);

CREATE INDEX resolutions_version ON resolutions (version);

CREATE INDEX versions_hash ON versions (briefing, hash);

CREATE TABLE annotations (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  briefing TEXT NOT NULL REFERENCES briefings (id),
  version TEXT NOT NULL CHECK (length(version) = 64),
  target TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fact', 'judgement', 'question', 'action', 'keypoint')),
  note TEXT NOT NULL,
  tags TEXT NOT NULL,
  marking TEXT,
  parent_id TEXT CHECK (parent_id IS NULL OR length(parent_id) = 36),
  created TEXT NOT NULL,
  modified TEXT NOT NULL,
  author_id TEXT NOT NULL CHECK (length(author_id) = 36),
  device_id TEXT NOT NULL CHECK (length(device_id) = 36),
  space_id TEXT NOT NULL CHECK (length(space_id) = 36),
  hlc TEXT NOT NULL CHECK (length(hlc) = 26),
  deleted_at_hlc TEXT CHECK (deleted_at_hlc IS NULL OR length(deleted_at_hlc) = 26),
  row_hash TEXT NOT NULL CHECK (length(row_hash) = 64),
  schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
  extra TEXT NOT NULL
, due TEXT, done TEXT, links TEXT, decisions TEXT) STRICT;

CREATE TABLE answered (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  request TEXT NOT NULL UNIQUE,
  reply TEXT NOT NULL
) STRICT;

CREATE TABLE briefings (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 64),
  status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'withdrawn')),
  number INTEGER NOT NULL CHECK (number >= 1),
  version TEXT NOT NULL CHECK (length(version) = 64),
  minted INTEGER NOT NULL CHECK (minted IN (0, 1)),
  author_id TEXT NOT NULL CHECK (length(author_id) = 36),
  device_id TEXT NOT NULL CHECK (length(device_id) = 36),
  space_id TEXT NOT NULL CHECK (length(space_id) = 36),
  hlc TEXT NOT NULL CHECK (length(hlc) = 26),
  deleted_at_hlc TEXT CHECK (deleted_at_hlc IS NULL OR length(deleted_at_hlc) = 26),
  row_hash TEXT NOT NULL CHECK (length(row_hash) = 64),
  schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
  extra TEXT NOT NULL
) STRICT;

CREATE TABLE change_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  "table" TEXT NOT NULL,
  record_id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('add', 'change', 'remove', 'restore')),
  hlc TEXT NOT NULL CHECK (length(hlc) = 26),
  device_id TEXT NOT NULL CHECK (length(device_id) = 36),
  request TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE drafts (
  key TEXT PRIMARY KEY NOT NULL,
  briefing TEXT NOT NULL,
  text TEXT NOT NULL,
  saved TEXT NOT NULL
, tags TEXT, base_hlc TEXT CHECK (base_hlc IS NULL OR length(base_hlc) = 26), row_hash TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;

CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reading (
  briefing TEXT PRIMARY KEY NOT NULL REFERENCES briefings (id),
  lang TEXT NOT NULL,
  block TEXT,
  progress REAL NOT NULL CHECK (progress BETWEEN 0 AND 1),
  version TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE record_history (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  "table" TEXT NOT NULL,
  record_id TEXT NOT NULL,
  hlc TEXT NOT NULL CHECK (length(hlc) = 26),
  replaced_by_hlc TEXT NOT NULL CHECK (length(replaced_by_hlc) = 26),
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE resolutions (
  annotation TEXT NOT NULL REFERENCES annotations (id),
  version TEXT NOT NULL CHECK (length(version) = 64),
  status TEXT NOT NULL,
  places TEXT NOT NULL,
  method TEXT NOT NULL,
  row_hash TEXT NOT NULL CHECK (length(row_hash) = 64),
  PRIMARY KEY (annotation, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  briefing TEXT NOT NULL REFERENCES briefings (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  head TEXT NOT NULL,
  counts TEXT NOT NULL,
  received TEXT NOT NULL,
  content TEXT NOT NULL,
  author_id TEXT NOT NULL CHECK (length(author_id) = 36),
  device_id TEXT NOT NULL CHECK (length(device_id) = 36),
  space_id TEXT NOT NULL CHECK (length(space_id) = 36),
  hlc TEXT NOT NULL CHECK (length(hlc) = 26),
  deleted_at_hlc TEXT CHECK (deleted_at_hlc IS NULL OR length(deleted_at_hlc) = 26),
  row_hash TEXT NOT NULL CHECK (length(row_hash) = 64),
  schema_version INTEGER NOT NULL CHECK (schema_version >= 1),
  extra TEXT NOT NULL,
  UNIQUE (briefing, number)
) STRICT;

CREATE TRIGGER annotation_targets_are_immutable BEFORE UPDATE OF briefing, version, target ON annotations
WHEN old.briefing <> new.briefing OR old.version <> new.version OR old.target <> new.target
BEGIN
  SELECT RAISE(ABORT, 'the target of an annotation is immutable');
END;

CREATE TRIGGER change_log_is_not_cut BEFORE DELETE ON change_log
BEGIN
  SELECT RAISE(ABORT, 'the change log is append-only');
END;

CREATE TRIGGER change_log_is_not_rewritten BEFORE UPDATE ON change_log
BEGIN
  SELECT RAISE(ABORT, 'the change log is append-only');
END;

CREATE TRIGGER versions_are_immutable BEFORE UPDATE OF briefing, number, hash, content ON versions
BEGIN
  SELECT RAISE(ABORT, 'a version is immutable');
END;
