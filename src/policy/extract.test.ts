import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { extract } from './extract.ts'
import type { CodeLookup, PolicyHeader } from './model.ts'

const HEADER: PolicyHeader = { payer: 'Example', kind: 'commercial', number: 'MP-1', title: 'Example' }

async function found(name: string, body: string, header: Partial<PolicyHeader> = {}): Promise<string[]> {
  const { findings } = await extract({ name, bytes: Buffer.from(body) }, { ...HEADER, ...header })
  return findings.map((f) => {
    const spec = 'code' in f ? f.code : 'range' in f ? f.range.join('..') : `${f.stub}*`
    return `${spec} ${f.disposition}`
  })
}

describe('what a document does with a code', () => {
  const sentences: readonly (readonly [string, readonly string[]])[] = [
    ['J9190 is covered for adults and excluded for children.', ['J9190 covers', 'J9190 excludes']],
    [
      'J9035 requires prior authorization; Q5107 does not require prior authorization.',
      ['J9035 needs-authorization', 'Q5107 mentions'],
    ],
    ['Code G0498 is considered investigational.', ['G0498 excludes']],
    ['CPT 97811 is not considered investigational and is covered.', ['97811 covers']],
    ['J9271 is not covered unless all criteria are met.', ['J9271 conditional']],
    ['E0784 may be considered medically necessary when the member is 18 or older.', ['E0784 conditional']],
    [
      'J9271 is covered when billed with one of the diagnosis codes C43.0-C43.9.',
      ['J9271 covers', 'C430..C439 supports-necessity'],
    ],
    ['Neither 99000 nor 99001 is reimbursed under CPT rules.', ['99000 excludes', '99001 excludes']],
    ['For example, a claim with CPT 96413 is covered.', ['96413 mentions']],
    ['HCPCS J9000-J9999 are covered except J9190.', ['J9000..J9999 covers', 'J9190 excludes']],
    ['S9083 is a clinic code. It is not covered.', ['S9083 excludes']],
    ['Listing of code T1015 does not imply that it is covered.', ['T1015 mentions']],
    ['S9494 is never covered together with S9500.', ['S9494 excludes', 'S9500 mentions']],
    ['97014 (use G0283, which is covered) is not covered.', ['97014 excludes', 'G0283 covers']],
    [
      'E11.9 and I10 support coverage; R60.0 alone does not.',
      ['E119 supports-necessity', 'I10 supports-necessity', 'R600 does-not-support'],
    ],
    [
      'J9000-J9999 are covered, other than J9035 and J9271. Those two require prior authorization.',
      ['J9000..J9999 covers', 'J9035 needs-authorization', 'J9271 needs-authorization'],
    ],
    ['HCPCS S3854 is covered once in a lifetime.', ['S3854 covers']],
    ['E0651 is covered after 4 weeks of bandages.', ['E0651 conditional']],
    ['Is prior authorization needed for J9190? No authorization is needed for J9190.', ['J9190 mentions']],
    ['Append GP or GN. Claims carry modifier 59.', ['GP mentions', 'GN mentions', '59 mentions']],
    ['Cover ICD-10 C00-D49; send mail to Columbus, Ohio 43215.', ['C00..D49 supports-necessity']],
  ]
  for (const [text, expected] of sentences) {
    it(`in "${text}"`, async () => assert.deepEqual(await found('a.html', `<p>${text}</p>`), expected))
  }

  it('follows headings, parts of a table and the sort of code they are about', async () => {
    const html = `<h2>Codes</h2><table><tr><th>Code</th><th>Description</th></tr>
      <tr><td colspan="2">CPT codes covered if selection criteria are met:</td></tr><tr><td>96422</td><td>x</td></tr>
      <tr><td colspan="2">Other HCPCS codes related to this policy:</td></tr><tr><td>J9190</td><td>x</td></tr>
      <tr><td colspan="2">ICD-10 codes not covered for indications listed:</td></tr><tr><td>C50.011 - C50.929</td><td>x</td></tr></table>
      <h2>Revision history</h2><p>Removed 96400, which was covered.</p>`
    const expected = ['96422 conditional', 'J9190 mentions', 'C50011..C50929 does-not-support', '96400 mentions']
    assert.deepEqual(await found('a.html', html), expected)
  })

  it('reads yes and no, marks, legends and footnotes of tables', async () => {
    const text = [
      '| Code | Covered | PA |',
      '|---|---|---|',
      '| E0784 | X | |',
      '| E0781 | N | |',
      '| K0455* | X | |',
      '| A9274 | X | Y |',
      '',
      '\\* Requires prior authorization when rented.',
    ]
    const expected = ['E0784 covers', 'E0781 excludes', 'K0455 needs-authorization', 'A9274 needs-authorization']
    assert.deepEqual(await found('a.md', text.join('\n')), expected)
    const legend = 'Key: C = Covered; NC = Not covered\n\n| Code | Status |\n|---|---|\n| 97810 | NC |\n| 97110 | C |'
    assert.deepEqual(await found('a.md', legend), ['97810 excludes', '97110 covers'])
  })

  it('counts what holds now and not what held, and nothing of a code that is gone', async () => {
    const text =
      '| Code | Was | Is |\n|---|---|---|\n| J0570 | PA required | Not covered |\n| E0450 | PA required | deleted |'
    assert.deepEqual(await found('a.md', text), ['J0570 excludes', 'E0450 mentions'])
  })

  it('takes ends of ranges from two columns and exceptions from a third', async () => {
    const text = '| From | Through | Except | PA |\n|---|---|---|---|\n| 96401 | 96425 | 96420 | X |'
    assert.deepEqual(await found('a.md', text), ['96401..96425 needs-authorization', '96420 mentions'])
  })

  it('reads a list for prior authorization with titles above its header', async () => {
    const csv =
      'Prior Authorization Code List,,\nEffective 01/01/2026,,\nCode,Description,Phone\n27447,Knee,800-555-1234\n"J0585, J0586",x,\n'
    const expected = ['27447 needs-authorization', 'J0585 needs-authorization', 'J0586 needs-authorization']
    assert.deepEqual(await found('a.csv', csv, { kind: 'pa-list' }), expected)
  })

  it('reads a text file with wrapped codes', async () => {
    const text = 'COVERAGE\n\nHCPCS J9000-\nJ9999 and ICD-10 E11-\n.9 need prior authori-\nzation.\n'
    assert.deepEqual(await found('a.txt', text), ['J9000..J9999 needs-authorization', 'E119 mentions'])
  })

  it('leaves out scripts, styles, templates and hidden text', async () => {
    const html =
      '<style>.J1234{}</style><script>var a = "HCPCS J2345"</script><template><p>HCPCS J3456</p></template><p hidden>HCPCS J4567</p><p>HCPCS J9190</p>'
    assert.deepEqual(await found('a.html', html), ['J9190 mentions'])
  })

  it('keeps and flags codes that no release knows', async () => {
    const lookup: CodeLookup = {
      loaded: (s) => s === 'hcpcs',
      find: (_, code) => (code === 'J9190' ? { level: 'code', billable: true, status: 'active' } : undefined),
    }
    const { findings } = await extract(
      { name: 'a.html', bytes: Buffer.from('<p>HCPCS J9190 and J9876</p>') },
      HEADER,
      lookup,
    )
    assert.deepEqual(
      findings.map((f) => f.flags),
      [undefined, ['unknown']],
    )
  })

  it('ends in an issue for what cannot be read', async () => {
    for (const name of ['a.pdf', 'a.docx', 'a.xlsx', 'a.exe']) {
      const { findings, issues } = await extract({ name, bytes: Buffer.from('no such format') }, HEADER)
      assert.equal(findings.length, 0)
      assert.equal(issues.length, 1, name)
    }
  })

  it('quotes the words at the span, for every document', async () => {
    const word = fc.constantFrom(
      'HCPCS J9190',
      'CPT 96413',
      'J9000-J9999',
      'E11.9',
      'C22.-',
      'is covered',
      'is not covered',
      'requires prior authorization',
      'when criteria are met.',
      'except J9035',
      '; ',
      '. It',
      '\n\n',
      '<h2>Not covered</h2>',
      '<ul><li>',
      '</ul>',
      '<table><tr><td>',
      '</td><td>',
      '</table>',
      'modifier 25',
      '* ',
      '<sup>1</sup>',
      'ICD-10-CM',
      'for example',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 25 }),
        fc.constantFrom('a.html', 'a.txt', 'a.md'),
        async (words, name) => {
          const { text, findings, rejected } = await extract({ name, bytes: Buffer.from(words.join(' ')) }, HEADER)
          for (const { evidence } of findings) {
            assert.equal(evidence.quote, text.text.slice(...evidence.span))
            assert.ok(evidence.span[0] >= 0 && evidence.span[1] > evidence.span[0])
          }
          for (const r of rejected) assert.equal(r.text, text.text.slice(...r.span).slice(0, r.text.length))
          for (const [i, block] of text.blocks.entries())
            assert.ok(block.end >= block.start && block.start >= (text.blocks[i - 1]?.end ?? 0))
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('what stands above and below', () => {
  const read = async (html: string): Promise<string[]> => found('a.html', html)

  it('takes what a paragraph says of the list above it', async () =>
    assert.deepEqual(
      await read('<p>Injections:</p><ul><li>HCPCS J9190</li><li>HCPCS J9201</li></ul><p>None of these is covered.</p>'),
      ['J9190 excludes', 'J9201 excludes'],
    ))

  it('ends what one item announces where the next announces something else', async () =>
    assert.deepEqual(
      await read(
        '<ul><li>The following are covered:</li><li>HCPCS J9190</li><li>Injections without guidance:</li><li>HCPCS J9201</li></ul><p>Neither is covered.</p>',
      ),
      ['J9190 covers', 'J9201 excludes'],
    ))

  it('takes an answer for what the heading asks', async () =>
    assert.deepEqual(
      await read(
        '<h1>Home services</h1><h2>Do you pay for HCPCS J9190?</h2><p>Yes.</p><h2>And for HCPCS J9201?</h2><p>No. The state does.</p>',
      ),
      ['J9190 covers', 'J9201 excludes'],
    ))
})
