/**
 * `npm run extraction -- --left-out`: how documents of a style are read by a program that has not seen it. Compared with
 * `left-out.json`, written with `--promote`.
 */
import { isSure } from '../../src/policy/model.ts'
import { isRight, type Learned, type LeftOut, learn } from '../../tools/stance/learn.ts'
import { type Figures, figuresOf } from './baseline.ts'
import { knownLeftOut, type LeftOutFigures, type Reliability } from './left-out-file.ts'
import { readAll } from './loso/documents.ts'
import { scoreDocument } from './score.ts'

/** A figure may fall by this much. */
const TOLERANCE = 0.001

const scored = (of: readonly LeftOut[]): Figures =>
  figuresOf(
    of.map(({ document, findings }) =>
      scoreDocument({ document: document.name, style: document.style }, findings, document.gold),
    ),
  )

const four = (n: number): number => Math.round(n * 10_000) / 10_000
const EDGES = [0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.98, 1.01]

function reliabilityOf(of: readonly { readonly confidence: number; readonly right: boolean }[]): Reliability[] {
  return EDGES.slice(1).flatMap((to, i) => {
    const from = EDGES[i]!
    const within = of.filter(({ confidence }) => confidence >= from && confidence < to)
    if (within.length === 0) return []
    const said = four(within.reduce((s, f) => s + f.confidence, 0) / within.length)
    const right = four(within.filter((f) => f.right).length / within.length)
    return [{ from, to: Math.min(1, to), findings: within.length, said, right }]
  })
}

/** Findings for which 98 of 100 are right. */
const AIM = 0.98

interface Judged {
  readonly style: string
  readonly confidence: number
  readonly right: boolean
}

/** The lowest confidence from which on 98 of 100 of these are right. */
function lineOf(of: readonly Judged[]): number {
  const sorted = [...of].sort((a, b) => b.confidence - a.confidence)
  let right = 0
  let line = Number.POSITIVE_INFINITY
  for (const [i, f] of sorted.entries()) {
    if (f.right) right += 1
    if (f.confidence !== sorted[i + 1]?.confidence && right >= AIM * (i + 1)) line = f.confidence
  }
  return line
}

/** Findings of each style above the line that the other styles give. */
function aboveTheLine(of: readonly Judged[]): Judged[] {
  return [...Map.groupBy(of, (f) => f.style)].flatMap(([style, own]) => {
    const line = lineOf(of.filter((f) => f.style !== style))
    return own.filter((f) => f.confidence >= line)
  })
}

/** Trains without each style in turn and measures what is read of it. */
export async function measureLeftOut(withSeeds = true): Promise<LeftOutFigures> {
  return figuresLeftOut(learn(await readAll(), withSeeds))
}

export function figuresLeftOut({ leftOut, byRules }: Pick<Learned, 'leftOut' | 'byRules'>): LeftOutFigures {
  const findings = leftOut.flatMap(({ document, findings: of }) =>
    of.map((finding) => ({ document, finding, right: isRight(document, finding) })),
  )
  const sure = findings.filter(({ finding }) => isSure(finding))
  const judged = findings.flatMap(({ document: { style }, finding: { confidence }, right }) =>
    confidence === undefined ? [] : [{ style, confidence, right }],
  )
  const lined = aboveTheLine(judged)
  const held = findings.filter(({ finding }) => finding.candidate !== undefined)
  return {
    all: scored(leftOut),
    rules: scored(byRules),
    sure: {
      share: four(sure.length / findings.length),
      precision: four(sure.filter((f) => f.right).length / sure.length),
    },
    lineByOthers: {
      share: four(lined.length / findings.length),
      precision: four(lined.filter((f) => f.right).length / lined.length),
    },
    heldBack: {
      findings: held.length,
      candidateRight: held.filter(({ document, finding }) =>
        isRight(document, { ...finding, disposition: finding.candidate! }),
      ).length,
    },
    reliability: reliabilityOf(judged),
  }
}

/** One line for each figure that fell. */
export function leftOutDrops(figures: LeftOutFigures): string[] {
  const before = knownLeftOut()
  if (!before) return ['There are no figures of styles left out: run with --left-out --promote.']
  const pairs = (f: LeftOutFigures): Record<string, number> => ({
    'mention precision': f.all.mention.precision,
    'mention recall': f.all.mention.recall,
    'disposition precision': f.all.disposition.precision,
    'disposition recall': f.all.disposition.recall,
    'precision of sure findings': f.sure.precision,
    'share of sure findings': f.sure.share,
  })
  const is = pairs(figures)
  return Object.entries(pairs(before)).flatMap(([name, was]) =>
    was - is[name]! > TOLERANCE ? [`drop: left out, ${name} ${was.toFixed(4)} -> ${is[name]!.toFixed(4)}`] : [],
  )
}
