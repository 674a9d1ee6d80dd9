/**
 * The tables of `catalog.sqlite`: the one definition used by the builder and the reader.
 * `docs/data-model.md` names the source of every column; a test compares them.
 */

/** Raised whenever a table or its meaning changes; an edition of another number is refused. */
export const FORMAT_VERSION = 6

/** Dates are ISO text; `valid_to` is the last day, NULL = still valid in the newest release loaded. Flags are 0 or 1. */
export const TABLES = {
  release: `CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    label TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    UNIQUE (system, label)
  ) STRICT`,
  concept: `CREATE TABLE concept (
    id INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    code TEXT NOT NULL,
    level TEXT NOT NULL,
    UNIQUE (system, code)
  ) STRICT`,
  period: `CREATE TABLE period (
    concept_id INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    title TEXT NOT NULL,
    short_title TEXT,
    billable INTEGER NOT NULL,
    terminated INTEGER NOT NULL,
    parent_id INTEGER,
    PRIMARY KEY (concept_id, valid_from)
  ) STRICT, WITHOUT ROWID`,
  content: `CREATE TABLE content (
    concept_id INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    set_id INTEGER NOT NULL,
    PRIMARY KEY (concept_id, valid_from)
  ) STRICT, WITHOUT ROWID`,
  note: `CREATE TABLE note (
    set_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    character TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (set_id, seq)
  ) STRICT, WITHOUT ROWID`,
  designation: `CREATE TABLE designation (
    set_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    use TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT,
    PRIMARY KEY (set_id, seq)
  ) STRICT, WITHOUT ROWID`,
  property: `CREATE TABLE property (
    set_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (set_id, seq)
  ) STRICT, WITHOUT ROWID`,
  relation: `CREATE TABLE relation (
    system TEXT NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    target_system TEXT NOT NULL,
    target TEXT NOT NULL,
    since TEXT,
    PRIMARY KEY (system, code, kind, target_system, target)
  ) STRICT, WITHOUT ROWID`,
  index_entry: `CREATE TABLE index_entry (
    id INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    release_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    parent_id INTEGER,
    title TEXT NOT NULL,
    nonessential TEXT
  ) STRICT`,
  index_target: `CREATE TABLE index_target (
    entry_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    code TEXT NOT NULL,
    partial INTEGER NOT NULL,
    heading TEXT,
    manifestation TEXT,
    PRIMARY KEY (entry_id, seq)
  ) STRICT, WITHOUT ROWID`,
  index_reference: `CREATE TABLE index_reference (
    entry_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    code TEXT,
    PRIMARY KEY (entry_id, seq)
  ) STRICT, WITHOUT ROWID`,
  axis_value: `CREATE TABLE axis_value (
    system TEXT NOT NULL,
    table_code TEXT NOT NULL,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    title TEXT NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    definition TEXT,
    PRIMARY KEY (system, table_code, row, position, seq)
  ) STRICT, WITHOUT ROWID`,
  definition: `CREATE TABLE definition (
    system TEXT NOT NULL,
    section TEXT NOT NULL,
    position INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    axis TEXT NOT NULL,
    term TEXT NOT NULL,
    definition TEXT,
    explanation TEXT,
    includes TEXT NOT NULL,
    PRIMARY KEY (system, section, position, seq)
  ) STRICT, WITHOUT ROWID`,
  system_range: `CREATE TABLE system_range (
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (system, kind)
  ) STRICT, WITHOUT ROWID`,
} as const

export type TableName = keyof typeof TABLES

/**
 * How rows of a table belong to a system: by its name, or by a number that a system has a range of. The read side hides
 * licensed systems by it, table by table; a table without an entry does not compile.
 */
export const OWNED_BY = {
  release: { column: 'system' },
  concept: { column: 'system' },
  period: { range: 'concept', column: 'concept_id' },
  content: { range: 'concept', column: 'concept_id' },
  note: { range: 'set', column: 'set_id' },
  designation: { range: 'set', column: 'set_id' },
  property: { range: 'set', column: 'set_id' },
  relation: { column: 'system' },
  index_entry: { column: 'system' },
  index_target: { range: 'entry', column: 'entry_id' },
  index_reference: { range: 'entry', column: 'entry_id' },
  axis_value: { column: 'system' },
  definition: { column: 'system' },
  system_range: { column: 'system' },
} as const satisfies Record<TableName, { column: string; range?: 'concept' | 'set' | 'entry' }>

/** Secondary indexes, made after the rows are in. */
export const INDEXES = {
  period_parent: 'CREATE INDEX period_parent ON period (parent_id)',
  index_target_code: 'CREATE INDEX index_target_code ON index_target (code)',
  index_entry_parent: 'CREATE INDEX index_entry_parent ON index_entry (parent_id)',
  relation_target: 'CREATE INDEX relation_target ON relation (target_system, target)',
  definition_term: 'CREATE INDEX definition_term ON definition (system, section, position, term)',
} as const
