/** Terms under which a system's content is shown; the notice stands on every page and answer of that system. */

/**
 * - `public`: anyone may see it and take it away
 * - `notice`: the same, and the notice goes with every copy (LOINC, UCUM)
 * - `terms`: shown to anyone whom the operator lets in, on terms the operator has accepted; never in bulk
 * - `licensed`: shown only to those whom the operator's own licence covers; never in bulk
 */
export type Access = 'public' | 'notice' | 'terms' | 'licensed'

export interface Licence {
  readonly access: Access
  readonly name: string
  /** One or two sentences in the publisher's sense, shown wherever the content is. */
  readonly notice: string
  readonly url: string
}

/** True when text may only be shown to those whom the operator's licence covers. */
export const isLicensed = ({ licence }: { readonly licence: Licence }): boolean => licence.access === 'licensed'

/** True when files are taken in only on the word of the operator that a licence or accepted terms cover their use. */
export const needsConsent = ({ licence }: { readonly licence: Licence }): boolean =>
  licence.access === 'licensed' || licence.access === 'terms'

/** True when all of a system may be listed, exported or downloaded. */
export const allowsBulk = ({ licence }: { readonly licence: Licence }): boolean => !needsConsent({ licence })
