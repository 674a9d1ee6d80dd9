/** All labelled documents, style by style. */
import type { Spec } from './spec.ts'
import { beacon } from './styles/beacon.ts'
import { cascade } from './styles/cascade.ts'
import { granite } from './styles/granite.ts'
import { harbor } from './styles/harbor.ts'
import { helix } from './styles/helix.ts'
import { juniper } from './styles/juniper.ts'
import { lakeshore } from './styles/lakeshore.ts'
import { meridian } from './styles/meridian.ts'
import { prairie } from './styles/prairie.ts'
import { ridgeline } from './styles/ridgeline.ts'
import { sentinel } from './styles/sentinel.ts'
import { tidewater } from './styles/tidewater.ts'

export const CORPUS: readonly Spec[] = [
  ...harbor,
  ...meridian,
  ...cascade,
  ...tidewater,
  ...sentinel,
  ...prairie,
  ...lakeshore,
  ...granite,
  ...juniper,
  ...helix,
  ...beacon,
  ...ridgeline,
]
