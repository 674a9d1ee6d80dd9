/**
 * The kinds of sentence and layout that documents of new styles were misread by, each in several made-up wordings:
 * what is tested is the kind, so no wording here is taken from a labelled document.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { extract } from './extract.ts'
import type { PolicyHeader } from './model.ts'

const HEADER: PolicyHeader = { payer: 'Test Plan', kind: 'commercial', number: 'T1', title: 'Test' }

/** `CODE disposition` of everything found, sorted. */
async function read(name: string, text: string): Promise<string[]> {
  const { findings } = await extract({ name, bytes: Buffer.from(text) }, HEADER)
  return findings
    .map((f) => `${'code' in f ? f.code : 'range' in f ? f.range.join('-') : `${f.stub}*`} ${f.disposition}`)
    .sort()
}

interface Kind {
  readonly kind: string
  /** File name, text, and what is expected. */
  readonly cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[]
}

const all = (disposition: string, ...codes: string[]): string[] => codes.map((c) => `${c} ${disposition}`).sort()

const KINDS: readonly Kind[] = [
  {
    kind: 'one negation for a list, or behind what it denies',
    cases: [
      [
        'a.md',
        'HCPCS E0784 and E0781 are payable. No referral, notification or visit limit applies.',
        all('covers', 'E0781', 'E0784'),
      ],
      [
        'a.csv',
        'Code,Rule\nE0784,Preauthorization no longer in use\nE0781,PA required\n',
        ['E0781 needs-authorization', 'E0784 mentions'],
      ],
      ['a.md', 'HCPCS E0784 is covered and is excused from precertification.', all('covers', 'E0784')],
    ],
  },
  {
    kind: 'unmet criteria exclude',
    cases: [
      [
        'a.md',
        'HCPCS E0784 is covered for type 1 diabetes.\n\n## Denials\n\nWhen the criteria above are not met:\n\n- E0781\n- E0791\n',
        ['E0781 excludes', 'E0784 covers', 'E0791 excludes'],
      ],
    ],
  },
  {
    kind: 'a diagnosis alone on a claim is spoken against',
    cases: [
      [
        'a.md',
        'CPT 93306 is covered. A claim is refused when the only diagnosis is one of R07.9 and R06.02.',
        ['93306 covers', 'R0602 does-not-support', 'R079 does-not-support'],
      ],
      [
        'a.md',
        'HCPCS E0784 is covered for E10.9, but not for E11.9.',
        ['E0784 covers', 'E109 supports-necessity', 'E119 does-not-support'],
      ],
    ],
  },
  {
    kind: 'the same terms are those of what was said before',
    cases: [
      [
        'a.md',
        'HCPCS E0784 is covered when insulin by pen has failed. HCPCS E0781 is covered on the same terms.',
        all('conditional', 'E0781', 'E0784'),
      ],
    ],
  },
  {
    kind: 'what was tried before, and what is pointed to, is only named',
    cases: [
      [
        'a.md',
        'HCPCS J0129 is covered after a trial of J1745 or J0135.',
        ['J0129 conditional', 'J0135 mentions', 'J1745 mentions'],
      ],
      ['a.md', '## Not covered\n\n- HCPCS E0218\n- See also E0236.\n', ['E0218 excludes', 'E0236 mentions']],
    ],
  },
  {
    kind: 'how a claim is sent, and what it carries, is no condition',
    cases: [
      ['a.md', 'CPT 99213 is reimbursed when billed with modifier 95.', ['95 mentions', '99213 covers']],
      [
        'a.csv',
        'Code,Covered,NDC on claim,Ages\nJ1885,Yes,No,All\nJ0696,Yes,Yes,All\n',
        all('covers', 'J0696', 'J1885'),
      ],
    ],
  },
  {
    kind: 'a kind of surgery is no judgement',
    cases: [
      [
        'a.csv',
        'Kind,Code,PA\nCosmetic / reconstructive,15830,Yes\nPlastic and reconstructive,19318,Yes\n',
        all('needs-authorization', '15830', '19318'),
      ],
    ],
  },
  {
    kind: 'a document may say that it says nothing',
    cases: [
      [
        'a.md',
        '## Not covered\n\nHCPCS E0218 is not covered. This plan takes no position on E0236.',
        ['E0218 excludes', 'E0236 mentions'],
      ],
    ],
  },
  {
    kind: 'a title that begins with "when" states no condition',
    cases: [
      ['a.md', '## When services are medically necessary:\n\n- E0784\n- E0781\n', all('covers', 'E0781', 'E0784')],
    ],
  },
  {
    kind: 'what is said at a code is not doubled by a heading elsewhere',
    cases: [
      [
        'a.md',
        '## Pumps that are covered\n\n- E0784\n\n## Drugs\n\nThese drugs are covered only if the criteria are met:\n\n- J9190\n\n## Covered beside them\n\nBilling unit of J9190: 500 mg.\n',
        ['E0784 covers', 'J9190 conditional'],
      ],
    ],
  },
  {
    kind: 'coverage tied to something by any word for it',
    cases: [
      ['a.md', 'HCPCS E0781 is covered while the patient receives drugs at home.', all('conditional', 'E0781')],
      ['a.md', 'CPT 93784 is payable where office readings disagree.', all('conditional', '93784')],
      ['a.txt', 'HCPCS A4239 is reimbursable as long as the member uses insulin.', all('conditional', 'A4239')],
      [
        'a.html',
        '<p>HCPCS E0651 will be paid once four weeks of compression have failed.</p>',
        all('conditional', 'E0651'),
      ],
      [
        'a.md',
        'We pay for HCPCS E0601 provided the sleep study shows an index of 15 or more.',
        all('conditional', 'E0601'),
      ],
    ],
  },
  {
    kind: 'a limit of frequency is no condition',
    cases: [
      ['a.md', 'HCPCS G0108 is covered up to twice a year.', all('covers', 'G0108')],
      ['a.md', 'CPT 92014 is a covered benefit once every 12 months.', all('covers', '92014')],
      ['a.txt', 'CPT 99188 is payable three times per year.', all('covers', '99188')],
    ],
  },
  {
    kind: 'the condition stands in the next sentence, line or item',
    cases: [
      [
        'a.md',
        '## Position\n\nHCPCS E0483 is considered medically necessary when:\n\n- the member has bronchiectasis\n- other therapy has failed\n',
        all('conditional', 'E0483'),
      ],
      [
        'a.txt',
        'POSITION\n\nHCPCS L8690 is medically necessary when\nall of the following are met: hearing loss of 45 dB, and age 5 or over.\n',
        all('conditional', 'L8690'),
      ],
    ],
  },
  {
    kind: 'what a lead sentence says holds for the list below it',
    cases: [
      [
        'a.md',
        'The plan does not pay for any of these:\n\n- HCPCS S8948\n- HCPCS S9090\n',
        all('excludes', 'S8948', 'S9090'),
      ],
      [
        'a.html',
        '<p>We consider the services below proven and pay for them:</p><ul><li>CPT 77067</li><li>CPT 77063</li></ul>',
        all('covers', '77063', '77067'),
      ],
      [
        'a.md',
        'You must get approval first for the items that follow.\n\n| HCPCS | Item |\n|---|---|\n| E0748 | Stimulator |\n| K0861 | Chair |\n',
        all('needs-authorization', 'E0748', 'K0861'),
      ],
      ['a.txt', 'These are never reimbursed:\n\nHCPCS A9270\nHCPCS A9300\n', all('excludes', 'A9270', 'A9300')],
    ],
  },
  {
    kind: 'what is said after a list is said of the list',
    cases: [
      [
        'a.md',
        '## Other items\n\n- HCPCS A9270\n- HCPCS A9300\n\nNone of these is covered.\n',
        all('excludes', 'A9270', 'A9300'),
      ],
      [
        'a.md',
        '## Imaging\n\n- CPT 70551\n- CPT 70553\n\nAll of the above require prior authorization.\n',
        all('needs-authorization', '70551', '70553'),
      ],
      [
        'a.html',
        '<h2>Items</h2><ul><li>HCPCS S8948</li><li>HCPCS S9090</li></ul><p>The plan pays for none of them.</p>',
        all('excludes', 'S8948', 'S9090'),
      ],
    ],
  },
  {
    kind: 'two columns side by side have a say of their own',
    cases: [
      [
        'a.md',
        '| Reconstructive: covered when criteria are met | Cosmetic: never covered |\n|---|---|\n| 19318 | 15876 |\n| 19350 | 15877 |\n',
        ['15876 excludes', '15877 excludes', '19318 conditional', '19350 conditional'],
      ],
      [
        'a.html',
        '<table><tr><th>Paid</th><th>Not paid</th></tr><tr><td>G0101</td><td>S8948</td></tr><tr><td>G0108</td><td>S9090</td></tr></table>',
        ['G0101 covers', 'G0108 covers', 'S8948 excludes', 'S9090 excludes'],
      ],
    ],
  },
  {
    kind: 'an exception within a line of diagnoses is taken out',
    cases: [
      [
        'a.md',
        '## Diagnoses that support medical necessity\n\nICD-10-CM: M17.0-M17.9 except M17.5\n',
        ['M170-M179 supports-necessity', 'M175 mentions'],
      ],
      [
        'a.md',
        'Covered ICD-10-CM diagnoses: C50.- other than C50.9; D05.10.',
        ['C50* supports-necessity', 'C509 mentions', 'D0510 supports-necessity'],
      ],
    ],
  },
  {
    kind: 'a label says that codes are only named',
    cases: [
      ['a.csv', 'HCPCS,Status\nG0101,Covered\nG0108,Listed for information\n', ['G0101 covers', 'G0108 mentions']],
      [
        'a.csv',
        'Code,Rule\nE0748,Prior authorization\nE0747,For reference only\n',
        ['E0747 mentions', 'E0748 needs-authorization'],
      ],
    ],
  },
  {
    kind: 'a negation turns any word for coverage round',
    cases: [
      ['a.md', 'Not compensable: HCPCS S8948 and S9090.', all('excludes', 'S8948', 'S9090')],
      ['a.md', 'HCPCS G0108 is never payable.', all('excludes', 'G0108')],
      ['a.md', 'No longer payable: HCPCS S9090.', all('excludes', 'S9090')],
      ['a.md', 'None of the codes S8948 and S9090 is reimbursed.', all('excludes', 'S8948', 'S9090')],
      ['a.txt', 'HCPCS E0748 no longer requires prior authorization.', all('mentions', 'E0748')],
    ],
  },
  {
    kind: 'what is said of one code is taken up for another',
    cases: [
      ['a.md', 'HCPCS E0781 requires precertification, as does E0784.', all('needs-authorization', 'E0781', 'E0784')],
      [
        'a.md',
        'CPT 93306 and 93307 were reviewed. The former is covered; the latter is not.',
        ['93306 covers', '93307 excludes'],
      ],
    ],
  },
  {
    kind: 'a letter in a column that asks nothing says nothing',
    cases: [
      [
        'a.md',
        '## PA required\n\n| HCPCS | Item |\n|---|---|\n| E0748 | x |\n| K0861 | y |\n',
        all('needs-authorization', 'E0748', 'K0861'),
      ],
    ],
  },
  {
    kind: 'a mark is what the key says, in any words',
    cases: [
      [
        'a.csv',
        'Key: G = ask us before you schedule; W = we pay without asking\nHCPCS,Mark\nE0748,G\nE0781,W\n',
        ['E0748 needs-authorization', 'E0781 covers'],
      ],
    ],
  },
  {
    kind: 'a table says what holds for it by its name elsewhere',
    cases: [
      [
        'a.md',
        '## Rules\n\nEverything in Tables 4A and 4B is covered. The codes of Table 5 need prior authorization.\n\n### Table 4A Visits\n\n| CPT | Note |\n|---|---|\n| 99202 | new |\n| 99203 | new |\n\n### Table 5 Items\n\n| HCPCS | Note |\n|---|---|\n| E0748 | bone |\n',
        ['99202 covers', '99203 covers', 'E0748 needs-authorization'],
      ],
    ],
  },
  {
    kind: 'a sentence that a page or line break cuts is one',
    cases: [
      [
        'a.txt',
        'HCPCS E0748, E0747\nand E0760 require prior\nauthorization.\n',
        all('needs-authorization', 'E0747', 'E0748', 'E0760'),
      ],
    ],
  },
]

describe('kinds of documents that were misread', () => {
  for (const { kind, cases } of KINDS)
    for (const [i, [name, text, expected]] of cases.entries())
      it(`${kind} (${i + 1})`, async () => {
        assert.deepEqual(await read(name, text), [...expected].sort(), text)
      })
})
