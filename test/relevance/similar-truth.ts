/** Public groups of ICD-10-CM codes that similar codes are judged by; the product reads neither. */

export const HCC_MODEL = 'CMS-HCC Model V28'

/** Sets of codes by what they map to; a code may be in several. */
export interface Groups {
  readonly of: ReadonlyMap<string, readonly string[]>
  readonly sizes: ReadonlyMap<string, number>
}

function groupsFrom(pairs: Iterable<readonly [string, string]>): Groups {
  const of = new Map<string, string[]>()
  const sizes = new Map<string, number>()
  for (const [code, group] of pairs) {
    of.set(code, [...(of.get(code) ?? []), group])
    sizes.set(group, (sizes.get(group) ?? 0) + 1)
  }
  return { of, sizes }
}

/** ICD-10-CM codes by the ICD-9-CM codes that the General Equivalence Mapping gives them; unmapped ones left out. */
export const readGem = (text: string): Groups =>
  groupsFrom(
    text
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , flags = '']) => flags[1] === '0')
      .map(([code = '', target = '']) => [code, target] as const),
  )

export const readHcc = (text: string): Groups =>
  groupsFrom(
    text
      .split('\n')
      .map((line) => line.trim().split(','))
      .filter(([, , model]) => model === HCC_MODEL)
      .map(([code = '', group = '']) => [code, group] as const),
  )

export const sharesGroup = ({ of }: Groups, a: string, b: string): boolean =>
  (of.get(a) ?? []).some((group) => of.get(b)?.includes(group))
