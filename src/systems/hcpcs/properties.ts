/** Labels, types and meanings of the fields that come with a HCPCS code. */
import type { PropertyDeclaration } from '../system.ts'
import { describeProperty } from './code-values.ts'

const LABELS = {
  pricingIndicator: 'Pricing',
  multiplePricingIndicator: 'Multiple pricing',
  coverage: 'Coverage',
  cim: 'Coverage Issues Manual',
  mcm: 'Medicare Carriers Manual',
  labCertification: 'Laboratory certification',
  ascGroup: 'Ambulatory surgery group',
  ascDate: 'Ambulatory surgery since',
  mogGroup: 'Outpatient group',
  mogPolicy: 'Outpatient policy',
  mogDate: 'Outpatient since',
  betos: 'BETOS',
  typeOfService: 'Type of service',
  anesthesiaBaseUnits: 'Anesthesia base units',
  actionCode: 'Last action',
  actionDate: 'Last action on',
  processingNote: 'Processing note',
  statute: 'Statute',
} as const

/** What a coder looks for first: is it covered, how is it priced, may a surgery center bill it. */
const ON_CLAIM: ReadonlySet<string> = new Set(['coverage', 'pricingIndicator', 'ascGroup', 'anesthesiaBaseUnits'])

export const PROPERTIES: Readonly<Record<string, PropertyDeclaration>> = Object.fromEntries(
  Object.entries(LABELS).map(([name, label]) => [
    name,
    {
      label,
      type: name.endsWith('Date') ? ('date' as const) : ('code' as const),
      ...(ON_CLAIM.has(name) ? { onClaim: true as const } : {}),
      meaning: (value: string) => describeProperty(name, value),
    },
  ]),
)
