/** The explainers of an edition: the texts that ship with the program and the user's own, as `explainers.json`. */
import { createHash } from 'node:crypto'
import type { ManifestExplainers } from '../catalog/manifest.ts'
import type { Issue } from '../core/issue.ts'
import { encodeExplainers } from '../explain/bundle.ts'
import { loadExplainers, SHIPPED_BLOCKS, SHIPPED_EXPLAINERS } from '../explain/files/load.ts'
import type { Explainer } from '../explain/model.ts'
import type { Home } from './home.ts'
import { issueSummary } from './issue-summary.ts'

export interface ExplainerInputs {
  readonly explainers: readonly Explainer[]
  readonly issues: readonly Issue[]
  /** Drafts of a language model are part of the edition only where the user asked for them. */
  readonly showDrafts: boolean
}

/**
 * A user's text takes the place of a shipped one of the same name. Drafts that nobody has reviewed are left out unless
 * asked for.
 */
export function collectExplainers(
  home: Home,
  { showDrafts = false, shipped = SHIPPED_EXPLAINERS, blocks = SHIPPED_BLOCKS } = {},
): ExplainerInputs {
  const [own, ours, shared] = [loadExplainers(home.explainers), loadExplainers(shipped), loadExplainers(blocks)]
  const byId = new Map([...shared.explainers, ...ours.explainers, ...own.explainers].map((each) => [each.id, each]))
  return {
    explainers: [...byId.values()].filter(
      (each) => showDrafts || each.status !== 'draft' || each.reviewed !== undefined,
    ),
    issues: [...shared.issues, ...ours.issues, ...own.issues],
    showDrafts,
  }
}

export function explainersHash({ explainers, showDrafts }: ExplainerInputs): string {
  return createHash('sha256').update(encodeExplainers(explainers)).update(String(showDrafts)).digest('hex')
}

/** What the manifest says of them. */
export function describeExplainers({ explainers, issues }: ExplainerInputs): ManifestExplainers {
  return {
    explainers: explainers.length,
    reviewed: explainers.filter((each) => each.reviewed !== undefined).length,
    ...issueSummary(issues),
  }
}
