/** Bumped with every change of the tables: a file of another version is moved aside. */
export const VERSION = 1

/** The measures in the order of their columns, and by what a value is multiplied to be kept as a whole number. */
export const COLUMNS = [
  ['cpu', 100],
  ['memory', 1 / 1_024],
  ['rx', 1],
  ['tx', 1],
  ['read', 1],
  ['write', 1],
  ['pids', 10],
] as const

/** Seconds of a step, the finest first. */
export const TIERS = [10, 60, 600] as const
export type Tier = (typeof TIERS)[number]
export const tableOf = (tier: Tier): string => `steps_${tier}`

// Ordered by time, so that a step of all containers is written to one page, and the oldest are deleted as one piece.
const steps = TIERS.map(
  (tier) => `CREATE TABLE ${tableOf(tier)} (
  time INTEGER NOT NULL, series INTEGER NOT NULL,
  ${COLUMNS.map(([name]) => `${name} INTEGER, ${name}_max INTEGER`).join(', ')},
  PRIMARY KEY (time, series)
) WITHOUT ROWID;`,
).join('\n')

/**
 * `time` of steps is in seconds, all other times are milliseconds since 1970. A `…_max` that equals its average is null;
 * so is whatever was not measured.
 */
export const SCHEMA = `
PRAGMA user_version = ${VERSION};
CREATE TABLE engine (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
  seen INTEGER, last_event INTEGER, started INTEGER
);
CREATE TABLE series (
  id INTEGER PRIMARY KEY, engine INTEGER NOT NULL, container TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '', image TEXT NOT NULL DEFAULT '', stack TEXT, service TEXT,
  removed INTEGER, seen INTEGER NOT NULL DEFAULT 0,
  UNIQUE (engine, container)
);
${steps}
CREATE TABLE memory_limit (
  series INTEGER NOT NULL, time INTEGER NOT NULL, bytes INTEGER,
  PRIMARY KEY (series, time)
) WITHOUT ROWID;
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT, engine INTEGER NOT NULL, time INTEGER NOT NULL,
  series INTEGER, body TEXT NOT NULL
);
CREATE INDEX event_by_time ON event (engine, time);
CREATE INDEX event_by_series ON event (series, time) WHERE series IS NOT NULL;
CREATE TABLE incarnation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, series INTEGER NOT NULL, started INTEGER NOT NULL,
  ended INTEGER, cause TEXT, name TEXT NOT NULL DEFAULT '', image TEXT NOT NULL DEFAULT '',
  lines BLOB, lines_problem TEXT, memory_limit INTEGER,
  UNIQUE (series, started)
);
CREATE INDEX incarnation_open ON incarnation (series) WHERE ended IS NULL;
CREATE INDEX incarnation_by_time ON incarnation (started);
CREATE TABLE disk (
  engine INTEGER NOT NULL, time INTEGER NOT NULL, free INTEGER NOT NULL, total INTEGER NOT NULL,
  PRIMARY KEY (engine, time)
) WITHOUT ROWID;
`
