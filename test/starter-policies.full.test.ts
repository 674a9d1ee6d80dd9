/**
 * The codes of the policies typed by hand against the catalog: each is there, and the title of a service shares a
 * telling word with the title of its policy, or with the words listed here, each with its reason. A code typed wrong
 * by one digit is most often another thing.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import { parseYaml } from '../src/core/yaml.ts'
import type { Edition } from '../src/edition/edition.ts'
import { fullEdition } from './full-edition.ts'

const STARTER = join(import.meta.dirname, '../content/policies')
const DAY = isoDate('2026-01-15')

interface Facts {
  readonly number: string
  readonly title: string
  readonly groups?: readonly { readonly kind: string; readonly codes: readonly string[] }[]
}

/** Words of titles of services, beside those of the policy's own title. */
const ALSO: Readonly<Record<string, readonly [words: string, why: string]>> = {
  '110.17': [
    'oxaliplatin irinotecan cetuximab bevacizumab',
    'the drugs against cancer of the bowel that the determination names',
  ],
  '110.21': ['darbepoetin epoetin', 'the substances by name'],
  A52453: ['leuprolide goserelin triptorelin', 'the analogs by name'],
  A59160: ['leuprolide goserelin triptorelin', 'the analogs by name'],
  A52996: ['dystrophic nails', 'care of the feet is mostly of nails'],
  A56680: ['dystrophic nails', 'care of the feet is mostly of nails'],
  A57188: ['dystrophic nails', 'care of the feet is mostly of nails'],
  A54559: ['radium', 'what Xofigo is made of'],
  A56462: ['darbepoetin epoetin', 'the agents by name'],
  A56795: ['darbepoetin epoetin', 'the agents by name'],
  A58982: ['darbepoetin epoetin', 'the agents by name'],
  A56748: ['filgrastim sargramostim', 'the factors by name'],
  A56907: ['zoledronic', 'the drug by name'],
  L33737: ['scleral ocular', 'parts that go with an artificial eye'],
  L33787: ['ankle knee foot hip hemipelvectomy', 'what takes their place'],
  L33642: ['air', 'mattresses filled with it'],
  L33692: ['air', 'beds filled with it'],
  L33792: ['heel loop toe loop', 'rests of the feet'],
  L33793: ['lens sphere frame', 'glasses are frames and lenses'],
  L33794: [
    'deferoxamine hydromorphone insulin morphine doxorubicin bleomycin cladribine cytarabine fluorouracil floxuridine vinblastine vincristine',
    'drugs that a pump gives',
  ],
  L33795: ['cough', 'what the device makes'],
  L33796: ['ultrasound', 'one kind of stimulator, and its gel'],
  L33800: ['airway oral nasal face', 'masks are named by what they are used with'],
  L33802: ['lead wires', 'what joins device and skin'],
  L33803: ['catheter urinary drainage tray urethral strap', 'the supplies by name'],
  L33820: ['mattress trapeze bed', 'what belongs to a bed'],
  L33824: [
    'azathioprine antithymocyte cyclosporine tacrolimus methylprednisolone prednisolone prednisone mycophenol sirolimus everolimus',
    'the drugs by name',
  ],
  L33828: ['stoma barrier adhesive lubricant continent', 'what an opening needs'],
  L33830: ['pad', 'one kind of surface'],
  L33831: ['wound gauze', 'what dressings cover and are made of'],
  L33821: ['canister', 'what the pump fills'],
  L34823: ['electrical stimulation electrodes', 'how the field is made'],
  L36267: ['rectal transanal enema', 'the way in'],
  L38953: ['lipids omegaven', 'one part of the food'],
  L38955: ['tube tubing food', 'what the food passes, and its thickener'],
  A56718: ['immune globulin', 'the same in two words'],
  L33370: ['inhalation compressor aerosol albuterol', 'drugs that are breathed in, and what makes the mist'],
  L33686: ['splint walking afo', 'boots and splints of the leg'],
  L33718: ['airway oral nasal face', 'masks are named by what they are used with'],
}

const PLAIN = new Set(
  'and for the article billing coding care device devices group other policy services system treatment with'.split(' '),
)
/** The first letters of words, so that one and many are alike. */
const telling = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []).filter((w) => !PLAIN.has(w)).map((w) => w.slice(0, 6))
const shares = (title: string, words: string): boolean => telling(words).some((w) => title.toLowerCase().includes(w))

/** `L1234-L1240` as its codes. */
function spread(code: string): string[] {
  const [first, last] = code.split('-')
  if (last === undefined) return [code]
  const [letter, from, to] = [first![0], Number(first!.slice(1)), Number(last.slice(1))]
  return Array.from(
    { length: to - from + 1 },
    (_, i) => `${letter}${String(from + i).padStart(first!.length - 1, '0')}`,
  )
}

describe('codes of the starter policies', () => {
  const policies = readdirSync(STARTER).map((name) => parseYaml(readFileSync(join(STARTER, name), 'utf8')) as Facts)
  let edition: Edition | { missing: string }
  before(async () => {
    edition = await fullEdition()
  })
  after(() => {
    if ('close' in edition) edition.close()
  })

  it('are in the catalog, and are what their policy is about', (t) => {
    if ('missing' in edition) return t.skip(`${edition.missing} is not there`)
    const wrong: string[] = []
    const used = new Set<string>()
    for (const { number, title, groups = [] } of policies) {
      const [words = ''] = ALSO[number] ?? []
      for (const { codes } of groups.filter(({ kind }) => kind === 'service'))
        for (const code of codes.flatMap(spread)) {
          if (!/^[A-V]\d{4}$/.test(code)) continue
          const concept = edition.catalog.concept('hcpcs', code, DAY)
          if (!concept) wrong.push(`${number} ${code}: not in the catalog`)
          else if (shares(concept.title, title)) continue
          else if (shares(concept.title, words)) used.add(number)
          else wrong.push(`${number} ${title} | ${code} ${concept.title}`)
        }
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(
      Object.keys(ALSO).filter((number) => !used.has(number)),
      [],
    )
  })
})
