/**
 * Sections from several places as one page. A section is taken from the most specific text that has it; what is composed
 * from the code's own facts then stands inside it, because a text about a family cannot know what is special about one
 * code. Official matters (name, unit, coding notes) are the other way round. Nothing that was written is left out.
 */

import { writeApplies } from './applies.ts'
import { numberSources } from './footnotes.ts'
import {
  ASPECTS,
  type Aspect,
  type Block,
  type Everyday,
  type Explainer,
  type Fact,
  type Kind,
  type Page,
  type PageSection,
  type Section,
  type Status,
} from './model.ts'
import { OTHER_SECTION, type SectionTemplate, TEMPLATES } from './templates.ts'

export const DISCLAIMER =
  'This page is information. It is not medical advice, and it is not advice on coding or billing.'

export interface MergeInput {
  readonly system: string
  readonly code: string
  readonly kind: Kind
  readonly composed: readonly Section[]
  /** Everyday words for the title; none for a number whose title is not at hand. */
  readonly everyday?: readonly Everyday[]
  readonly facts: ReadonlyMap<string, Fact>
  /** Texts about the code, the most specific first. */
  readonly explainers: readonly Explainer[]
  /** Blocks that fit the code, the closest first. */
  readonly blocks?: readonly Explainer[]
  /** Texts about something near that do not fit: offered as links. */
  readonly beside?: readonly Explainer[]
  readonly showDrafts: boolean
}

/** Sections with one answer: what is closest to the code gives it, and a second block would only say it again. */
const ONE_VOICE: ReadonlySet<string> = new Set([
  'preparation',
  'description',
  'anesthesia',
  'duration',
  'setting',
  'personnel',
])

/** What a block's section is headed when it stands inside another. */
const ABOUT: Readonly<Record<Aspect, string>> = {
  service: 'About services of this kind',
  operation: 'About operations of this kind',
  condition: 'About conditions of this kind',
  complication: 'About this complication',
  stage: 'About this stage',
  family: 'About this family of codes',
  part: 'About this body part',
  device: 'About what is used or left in place',
  approach: 'About this way of reaching the site',
}

/** Sections whose official words come first, with a person's text inside. */
const OFFICIAL: ReadonlySet<string> = new Set(['name', 'billing', 'coding', 'contents'])

const THIS_CODE = 'This code exactly'
const THIS_GROUP = 'This group exactly'
const EVERYDAY_WORDS = 'In everyday words'

type Flat = Omit<PageSection, 'sections'> & { readonly extra?: readonly PageSection[] }

const fromComposed = (section: Section): Flat => ({ ...section, status: 'composed' })

function fromExplainer(section: Section, explainer: Explainer): Flat {
  return {
    ...section,
    status: explainer.status,
    explainer: explainer.id,
    ...(explainer.scope === undefined ? {} : { scope: explainer.scope }),
    ...(explainer.reviewed === undefined ? {} : { reviewed: explainer.reviewed }),
  }
}

const asPageSection = ({ extra, ...section }: Flat): PageSection => ({
  ...section,
  sections: extra ?? [],
})

/** What the operator brought before what ships before what was drafted; within one status the most specific text. */
const RANK: Readonly<Record<Status, number>> = { imported: 0, authored: 1, draft: 2, composed: 3 }

function written(id: string, explainers: readonly Explainer[]): Flat | undefined {
  const found = explainers
    .flatMap((explainer) =>
      explainer.sections.filter((each) => each.id === id).map((section) => ({ section, explainer })),
    )
    .sort((a, b) => RANK[a.explainer.status] - RANK[b.explainer.status])[0]
  return found && fromExplainer(found.section, found.explainer)
}

/** The section's text and what is composed for the code, one inside the other; the official or the closer one is outside. */
function both(
  id: string,
  pair: { text: Flat | undefined; facts: Flat | undefined },
  page: PageContext,
): Flat | undefined {
  const { text, facts } = pair
  if (text === undefined || facts === undefined) return text ?? facts
  const about = page.explainers.find((each) => each.id === text.explainer)
  // A text about an operation also helps with the pump it uses, but the pump's own words come first.
  const otherKind = page.kind !== 'group' && about !== undefined && about.kind !== page.kind
  if (OFFICIAL.has(id) || otherKind) {
    const heading = otherKind ? about.title : EVERYDAY_WORDS
    return { ...facts, extra: [asPageSection({ ...text, id: `${id}.text`, heading })] }
  }
  const heading = page.kind === 'group' ? THIS_GROUP : THIS_CODE
  return { ...text, extra: [asPageSection({ ...facts, id: `${id}.code`, heading })] }
}

interface PageContext {
  readonly kind: Kind
  readonly explainers: readonly Explainer[]
}

/**
 * The sections of a page in order: those of its kind, or, where the closest text is of another kind, those of the text
 * with the page's own ones behind the section they follow in their template.
 */
function orderOf({ kind, explainers }: PageContext): readonly SectionTemplate[] {
  const written = explainers[0]?.kind ?? kind
  if (written === kind) return TEMPLATES[kind]
  const order = [...TEMPLATES[written]]
  let before = -1
  for (const own of TEMPLATES[kind]) {
    const at = order.findIndex((each) => each.id === own.id)
    if (at < 0) order.splice(before + 1, 0, own)
    before = at < 0 ? before + 1 : at
  }
  return order
}

/** Sections that the page's template does not have keep the order of the template they were written in. */
function foreign(templates: readonly SectionTemplate[], explainers: readonly Explainer[]): Flat[] {
  const own = new Set(templates.map((each) => each.id))
  const seen = new Set<string>()
  return explainers.flatMap((explainer) => {
    const order = TEMPLATES[explainer.kind].map((each) => each.id)
    const rest = explainer.sections.filter((each) => !own.has(each.id))
    const sorted = rest.toSorted((a, b) => place(order, a.id) - place(order, b.id))
    return sorted.flatMap((section) => {
      const key = section.id === OTHER_SECTION ? `${section.id} ${section.heading}` : section.id
      if (seen.has(key)) return []
      seen.add(key)
      return [fromExplainer(section, explainer)]
    })
  })
}

const place = (order: readonly string[], id: string): number => {
  const at = order.indexOf(id)
  return at < 0 ? order.length : at
}

/** Sections inside others become children; one whose parent has no text of its own gets an empty parent. */
function nest(templates: readonly SectionTemplate[], flat: ReadonlyMap<string, Flat>): PageSection[] {
  return templates
    .filter((each) => each.inside === undefined)
    .flatMap((template): PageSection[] => {
      const children = templates
        .filter((each) => each.inside === template.id)
        .flatMap((each) => flat.get(each.id) ?? [])
        .map(asPageSection)
      const own = flat.get(template.id)
      if (own !== undefined) {
        const section = asPageSection(own)
        return [{ ...section, sections: [...section.sections, ...children] }]
      }
      const status = children[0]?.status
      if (status === undefined) return []
      return [{ id: template.id, heading: template.heading, blocks: [], status, sections: children }]
    })
}

/** The page of a code from its composed sections and the texts about it. */
export function mergePage(input: MergeInput): Page {
  const { system, code, kind, composed, facts, showDrafts } = input
  const isShown = (each: Explainer): boolean => showDrafts || each.status !== 'draft'
  const explainers = input.explainers.filter(isShown)
  const blocks = (input.blocks ?? []).filter(isShown)
  const templates = orderOf({ kind, explainers })
  const flat = new Map<string, Flat>()
  for (const { id } of templates) {
    const official = composed.find((each) => each.id === id)
    const section = both(
      id,
      { text: written(id, explainers), facts: official && fromComposed(official) },
      { kind, explainers },
    )
    const whole = withBlocks(id, section, {
      blocks,
      kind,
      heading: templates.find((each) => each.id === id)?.heading ?? id,
    })
    if (whole !== undefined) flat.set(id, whole)
  }
  const nested = nest(templates, flat)
  const coding = nested.filter((each) => each.id === 'coding')
  const sections = [
    ...nested.filter((each) => each.id !== 'coding'),
    ...foreign(templates, explainers).map(asPageSection),
    ...coding,
  ]
  const texts = [...explainers, ...blocks]
  const numbered = numberSources(sections, texts)
  const used = new Set(flatten(sections).map((each) => each.explainer))
  const shown = texts.filter((each) => used.has(each.id))
  const facets = explainers.find((each) => each.facets !== undefined)?.facets
  return {
    system,
    code,
    kind,
    sections: numbered.sections,
    everyday: input.everyday ?? [],
    facts: numbered.facts.flatMap((id) => facts.get(id) ?? []),
    sources: numbered.sources,
    explainers: shown.map(({ id, title, status, reviewed }) => ({
      id,
      title,
      status,
      ...(reviewed === undefined ? {} : { reviewed }),
    })),
    cards: cardsOf((input.beside ?? []).filter(isShown), used),
    ...(facets === undefined ? {} : { facets }),
    hasDraft: shown.some((each) => each.status === 'draft' && each.reviewed === undefined),
    disclaimer: DISCLAIMER,
  }
}

/**
 * A section with what blocks say to it: one block of each aspect, closest first. Where a text about the code or its
 * family has the section, blocks are silent: it says the same more closely.
 */
function withBlocks(
  id: string,
  section: Flat | undefined,
  { blocks, heading, kind }: { blocks: readonly Explainer[]; heading: string; kind: Kind },
): Flat | undefined {
  if (section !== undefined && (section.explainer !== undefined || section.extra !== undefined)) return section
  const said = new Set<string>()
  const voices = ONE_VOICE.has(id) ? 1 : ASPECTS.length
  const found = ASPECTS.flatMap((aspect): Flat[] => {
    const block = blocks.find((each) => each.aspect === aspect && each.sections.some((one) => one.id === id))
    const text = block?.sections.find((one) => one.id === id)
    const fresh = text === undefined ? [] : unsaid(text.blocks, said)
    if (block === undefined || text === undefined || fresh.length === 0) return []
    return [
      {
        ...fromExplainer({ ...text, blocks: fresh }, block),
        id: `${id}.${aspect}`,
        heading: id === 'name' ? EVERYDAY_WORDS : ABOUT[aspect],
      },
    ]
  }).slice(0, voices)
  const [first, ...rest] = found
  if (first === undefined) return section
  // What a condition or an item is says more than where its code stands; of an operation the axes say it best.
  if (
    section !== undefined &&
    id === 'summary' &&
    (kind === 'diagnosis' || kind === 'circumstance' || kind === 'supply')
  ) {
    const own = asPageSection({ ...section, id: 'summary.code', heading: THIS_CODE })
    return { ...first, id, heading, extra: [own, ...rest.map(asPageSection)] }
  }
  if (section !== undefined) return { ...section, extra: found.map(asPageSection) }
  return { ...first, id, heading, extra: rest.map(asPageSection) }
}

/** Blocks without the sentences that were said already. */
function unsaid(blocks: readonly Block[], said: Set<string>): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.type !== 'paragraph') return [block]
    const sentences = block.sentences.filter(({ text }) => !said.has(text))
    for (const { text } of sentences) said.add(text)
    return sentences.length === 0 ? [] : [{ ...block, sentences }]
  })
}

/** Links to texts that are not on the page, each to the first code it is about. */
function cardsOf(beside: readonly Explainer[], used: ReadonlySet<string | undefined>): Page['cards'] {
  const seen = new Set(used)
  return beside.flatMap(({ id, title, scope = title, applies }) => {
    const [entry] = applies
    if (entry === undefined || seen.has(id)) return []
    seen.add(id)
    const [, code = ''] = writeApplies(entry).split(/[ *]|\.\./)
    return [{ id, title, scope, system: entry.system, code }]
  })
}

/** Every section of a page, those inside others after the one they stand in. */
export function flatten(sections: readonly PageSection[]): PageSection[] {
  return sections.flatMap((each) => [each, ...flatten(each.sections)])
}
