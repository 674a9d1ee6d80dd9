/** The order of answers. A hit of an earlier tier always stands before one of a later tier; scores order within. */

export const TIERS = ['code', 'exactTitle', 'exactName', 'allWords', 'corrected', 'mostWords', 'meaning'] as const
export type Tier = (typeof TIERS)[number]

export const TIER_LABEL: Readonly<Record<Tier, string>> = {
  code: 'code',
  exactTitle: 'exact title',
  exactName: 'exact name',
  allWords: 'all words',
  corrected: 'spelling corrected',
  mostWords: 'most words',
  meaning: 'similar meaning',
}

export const tierRank = (tier: Tier): number => TIERS.indexOf(tier)
