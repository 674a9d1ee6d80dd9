/**
 * The tables of `policies.sqlite`. Disposition and role are places in the lists of `model.ts`, a system is a row of
 * `named_system`, since there are hundreds of thousands of findings. Dates are ISO text; flags are 0 or 1; confidence is in hundredths.
 */
import { POLICY_KINDS } from '../model.ts'

/** Raised whenever a table or its meaning changes; a store of another number is refused. */
export const STORE_VERSION = 4

export const STORE_TABLES = {
  policy: `CREATE TABLE policy (
    id INTEGER PRIMARY KEY,
    payer TEXT NOT NULL,
    payer_slug TEXT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (${POLICY_KINDS.map((k) => `'${k}'`).join(', ')})),
    UNIQUE (payer_slug, number)
  ) STRICT`,
  version: `CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    policy_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    version TEXT,
    title TEXT NOT NULL,
    plan TEXT,
    effective TEXT,
    ends TEXT,
    superseded TEXT,
    url TEXT,
    retrieved TEXT,
    summary INTEGER NOT NULL,
    states TEXT,
    contractors TEXT,
    pages INTEGER,
    file TEXT NOT NULL,
    lost INTEGER NOT NULL,
    lost_why TEXT
  ) STRICT`,
  document: `CREATE TABLE document (
    version_id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL
  ) STRICT`,
  code_group: `CREATE TABLE code_group (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    paragraph TEXT,
    footnote TEXT
  ) STRICT`,
  named_system: `CREATE TABLE named_system (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT`,
  evidence: `CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    section TEXT NOT NULL,
    page INTEGER,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    quote TEXT NOT NULL
  ) STRICT`,
  finding: `CREATE TABLE finding (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL,
    system INTEGER NOT NULL,
    shape INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT,
    except_codes TEXT,
    disposition INTEGER NOT NULL,
    role INTEGER NOT NULL,
    group_id INTEGER,
    label TEXT,
    marked INTEGER NOT NULL,
    conditions TEXT,
    flags TEXT,
    confidence INTEGER,
    candidate INTEGER,
    reader TEXT,
    evidence_id INTEGER NOT NULL
  ) STRICT`,
  related: `CREATE TABLE related (
    version_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (version_id, seq)
  ) STRICT, WITHOUT ROWID`,
  revision: `CREATE TABLE revision (
    version_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    number TEXT,
    day TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (version_id, seq)
  ) STRICT, WITHOUT ROWID`,
  passage: `CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL,
    section TEXT NOT NULL,
    page INTEGER,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
  ) STRICT`,
  passage_words: `CREATE VIRTUAL TABLE passage_words USING fts5 (
    title, section, text, content = '', tokenize = 'porter unicode61', detail = full
  )`,
} as const

/** Made after the rows are in. */
export const STORE_INDEXES = {
  version_policy: 'CREATE INDEX version_policy ON version (policy_id, seq)',
  group_version: 'CREATE INDEX group_version ON code_group (version_id, seq)',
  finding_code: 'CREATE INDEX finding_code ON finding (system, first, shape)',
  finding_range: 'CREATE INDEX finding_range ON finding (system, first, last) WHERE shape = 1',
  finding_version: 'CREATE INDEX finding_version ON finding (version_id, disposition)',
  related_number: 'CREATE INDEX related_number ON related (number)',
} as const

/** Values of `finding.shape`. */
export const SHAPE = { code: 0, range: 1, stub: 2 } as const
