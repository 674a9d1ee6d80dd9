/**
 * The official fields of a HCPCS code, once for all three layouts: where each stands in the fixed-width record, what
 * its column in the workbook and in the CSV register is called, and the name it has here.
 */

export interface Field {
  /** Property name, or where the value goes: `crossReference` becomes relations, two dates belong to the concept. */
  readonly name: string
  /** First column in the fixed-width record, 1-based. */
  readonly from: number
  /** Columns per value. */
  readonly width: number
  /** How many values the record has room for. */
  readonly slots: number
  /** Workbook heading; with several slots each is followed by its number, `PRICE1`. */
  readonly heading: string
  /** Column of the register; absent where it has none. */
  readonly register?: string
  /** `digits`: leading zeros count and are put back where Excel lost them. `date`: YYYYMMDD, or ISO in the register. */
  readonly format: 'text' | 'digits' | 'date'
}

/**
 * In record order. Property values are the publisher's codes as they stand (`describeProperty` says what they mean);
 * dates are ISO. A blank field is no property; so is `0` anesthesia units and processing note `0000`, which mean none.
 */
export const FIELDS = [
  { name: 'pricingIndicator', from: 120, width: 2, slots: 4, heading: 'PRICE', register: 'price', format: 'digits' },
  {
    name: 'multiplePricingIndicator',
    from: 128,
    width: 1,
    slots: 1,
    heading: 'MULT_PI',
    register: 'multi',
    format: 'text',
  },
  // Coverage Issues Manual and Medicare Carriers Manual sections; both manuals are history, the numbers remain.
  { name: 'cim', from: 129, width: 6, slots: 3, heading: 'CIM', register: 'cim', format: 'text' },
  { name: 'mcm', from: 147, width: 8, slots: 3, heading: 'MCM', register: 'mcm', format: 'text' },
  { name: 'statute', from: 171, width: 10, slots: 1, heading: 'STATUTE', register: 'statute', format: 'text' },
  { name: 'labCertification', from: 181, width: 3, slots: 8, heading: 'LABCERT', register: 'lab', format: 'digits' },
  { name: 'crossReference', from: 205, width: 5, slots: 5, heading: 'XREF', register: 'xref', format: 'text' },
  { name: 'coverage', from: 230, width: 1, slots: 1, heading: 'COV', register: 'cov', format: 'text' },
  { name: 'ascGroup', from: 231, width: 2, slots: 1, heading: 'ASC_GRP', register: 'asc_grp', format: 'text' },
  { name: 'ascDate', from: 233, width: 8, slots: 1, heading: 'ASC_DT', register: 'date_asc', format: 'date' },
  { name: 'mogGroup', from: 241, width: 3, slots: 1, heading: 'OPPS', format: 'digits' },
  { name: 'mogPolicy', from: 244, width: 1, slots: 1, heading: 'OPPS_PI', format: 'text' },
  { name: 'mogDate', from: 245, width: 8, slots: 1, heading: 'OPPS_DT', format: 'date' },
  { name: 'processingNote', from: 253, width: 4, slots: 1, heading: 'PROCNOTE', register: 'proc', format: 'digits' },
  { name: 'betos', from: 257, width: 3, slots: 1, heading: 'BETOS', register: 'betos', format: 'text' },
  { name: 'typeOfService', from: 261, width: 1, slots: 5, heading: 'TOS', register: 'tos', format: 'text' },
  { name: 'anesthesiaBaseUnits', from: 266, width: 3, slots: 1, heading: 'ANEST_BU', register: 'anes', format: 'text' },
  // ConceptRecord.addedOn
  { name: 'addedOn', from: 269, width: 8, slots: 1, heading: 'ADD DT', register: 'date_added', format: 'date' },
  { name: 'actionDate', from: 277, width: 8, slots: 1, heading: 'ACT EFF DT', register: 'date_action', format: 'date' },
  // ConceptRecord.terminatedOn
  { name: 'terminatedOn', from: 285, width: 8, slots: 1, heading: 'TERM DT', register: 'date_term', format: 'date' },
  { name: 'actionCode', from: 293, width: 1, slots: 1, heading: 'ACTION CD', register: 'action', format: 'text' },
] as const satisfies readonly Field[]

export type FieldName = (typeof FIELDS)[number]['name']

/** The values found per field, trimmed, blanks left out, in slot order. */
export type FieldValues = ReadonlyMap<FieldName, readonly string[]>
