/** The text of docs/similar.md around the figures. */
import type { Edition } from '../../src/edition/edition.ts'
import { HCC_MODEL } from './similar-truth.ts'

/** `report` with the text between two places, both kept, replaced. */
function between(report: string, [from, to]: readonly [string, string], lines: readonly string[]): string {
  const start = report.indexOf(from) + from.length
  const end = report.indexOf(to, start)
  return report.slice(0, start) + lines.join('\n') + report.slice(end)
}

/** The report there is with new tables of judged seeds and times. */
export function renewed(
  report: string,
  { seeds, times }: { seeds: readonly string[]; times: readonly string[] },
): string {
  const judged = between(
    report,
    ['where a row not shown counts as wrong.\n', '\n\n## Time'],
    ['', ...SEEN, '', ...seeds],
  )
  return between(judged, ['reads the Excludes notes.\n\n', '\n\n## What it does not do'], times)
}

const SEEN = [
  'Fourteen of the first sixty lists had been looked at while the ranking was made, before they were judged. The sixty drawn',
  'ones were chosen before any of their lists was seen; kinds of wrong rows found in them (operations that do the opposite,',
  'another substance, words of every orthosis, drugs without their class, later quality measures beside what is done) were',
  'then mended, so they are not blind either.',
  'bm25 is judged by the same lists of good codes, which were written beside our rows: it may be better than it looks.',
]

interface Parts {
  readonly gem: readonly string[]
  readonly hcc: readonly string[]
  readonly seeds: readonly string[]
  readonly times: readonly string[]
  /** Codes sampled. */
  readonly sample: number
  /** Rows of a list that are judged. */
  readonly rows: number
}

/** The whole report. */
export function reportText(edition: Edition, { sample, rows, ...parts }: Parts): string {
  return [
    '# Similar codes, measured',
    '',
    'Written by `node test/relevance/similar.ts`. For every code Medcodex lists the codes nearest to it, each with reasons:',
    'how it differs, the Excludes note that sets the two against each other, the index term that leads to both, the group',
    'that holds both, the words that both have. What a reason quotes is official; that two codes are alike is our finding.',
    '',
    ...edition.manifest.releases.map((r) => `- ${r.system} ${r.label}, ${r.codes.toLocaleString('en-US')} codes`),
    '',
    'The baseline is SQLite FTS5: titles that have any word of the title, by bm25. It is given twice: as it ranks, and with',
    'variants of one family as one row, as ours are; ours twice as well, with each family opened again into its codes. The',
    'first two lines of each table are the ones to compare.',
    '',
    '## Codes that one ICD-9-CM code became',
    '',
    'Two ICD-10-CM codes that the 2018 General Equivalence Mapping sends to the same ICD-9-CM code are neighbours. Of a fixed',
    `sample of ${sample.toLocaleString('en-US')} codes, the share of the first ten ICD-10-CM codes shown that are; codes`,
    'that came after the mapping, and headers, cannot be judged and are passed over.',
    '',
    ...parts.gem,
    '',
    '## Codes of one risk group',
    '',
    `For the codes of the sample that have a category in ${HCC_MODEL} (2026): how many of the first ten share it, and how`,
    'much oftener that is than for a code taken by chance.',
    '',
    ...parts.hcc,
    '',
    '## Judged by hand',
    '',
    'A hundred and twenty codes, each with the codes a coder would call near and why (`test/relevance/similar-seeds.jsonl`),',
    'judged by the project, not by an outside coder: sixty chosen, and sixty drawn by seed 20261201 (30 of ICD-10-CM, 15 of',
    `ICD-10-PCS, 15 of HCPCS). The share of the first ${rows} rows that are among them: first of the rows that are shown, then of`,
    'five, where a row not shown counts as wrong.',
    '',
    ...SEEN,
    '',
    ...parts.seeds,
    '',
    '## Time',
    '',
    'Milliseconds for a whole list, computed on demand over a fixed sample of codes; the first one reads the Excludes notes.',
    '',
    ...parts.times,
    '',
    '## What it does not do',
    '',
    'Mappings between systems, risk groups and payment groups are not used to find codes, only to judge. Across systems only',
    'names with most of the words are listed, so that many diagnoses have no procedure or supply beside them. Words are',
    'compared as words: that a drug is of the same class as another is known only where a group or the stem of its name says so.',
    '',
    '## Order and what is left out',
    '',
    'Rows stand by their score, which counts what is the same and how much of the title is. A pair that an Excludes note, an',
    'official reference or nearly the same title sets beside each other, and that shares words as well, is lifted. Of procedures',
    'built from tables the same action at the same place comes first; of other actions at that place those with the same aim, as',
    'the ICD-10-PCS Reference Manual groups them. Drugs of one class are known by the stems of their names (`cef-`, `-platin`),',
    'drugs of one substance by its name. A group of what was',
    'never grouped, a single letter, and a side of another place are no reasons. A code of an alarming matter (self-harm,',
    'assault, cancer …) is shown beside a code of another matter only for an official reason.',
    '',
  ].join('\n')
}
