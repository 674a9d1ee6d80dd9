/** Walks a document and says of every code mention what the document does with it. */
import type { Block, PolicyHeader, PolicyText, Rejected } from '../model.ts'
import { ListAbove } from './anaphora.ts'
import type { Draft } from './draft.ts'
import type { Notes } from './notes.ts'
import { sectionOf } from './outline.ts'
import { Prose } from './prose.ts'
import { Rows } from './rows.ts'
import { saidIn } from './sentences.ts'
import { type Known, State } from './state.ts'
import { Verdicts } from './verdicts.ts'

export interface Found {
  readonly drafts: readonly Draft[]
  readonly rejected: readonly Rejected[]
  readonly notes: Notes
}

export function findIn(document: PolicyText, header: PolicyHeader, known: Known): Found {
  const state = new State(document, header, known)
  const verdicts = new Verdicts(state)
  const prose = new Prose(state, verdicts)
  const rows = new Rows(state, verdicts, prose)
  const above = new ListAbove(state, verdicts)
  for (const [index, block] of document.blocks.entries()) {
    above.before(block)
    if (block.kind === 'heading') {
      prose.enterSection()
      heading(block, state, verdicts)
    } else if (block.kind === 'row') rows.read(block)
    else prose.read(block, document.blocks[index + 1])
  }
  return state
}

function heading(block: Block, state: State, verdicts: Verdicts): void {
  const read = state.words(block)
  // What explains marks says nothing of the codes below it.
  const words = state.notes.legend.keys.has(block.start) ? { ...read, statement: undefined } : read
  const mentions = state.scan(block, { hint: words.hint ?? state.outline.hint })
  state.part = undefined
  state.outline.enter(sectionOf(words, block.level ?? 3, mentions))
  const said = saidIn(state.text, block, mentions)
  for (const mention of mentions) state.add(mention, block, verdicts.of(mention, said, block, false))
}
