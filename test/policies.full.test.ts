/** Policies against real files: the register of the Coverage Database, and the article L33577 / A56781 end to end. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import { parseYaml } from '../src/core/yaml.ts'
import { classifyStatement } from '../src/policy/classify.ts'
import { coverage } from '../src/policy/coverage.ts'
import { mcdDate } from '../src/policy/mcd/assemble.ts'
import { readMcd } from '../src/policy/mcd/mcd.ts'
import { mcdExport } from '../src/policy/mcd/testing.ts'
import { PolicyStore } from '../src/policy/store/reader.ts'
import { PolicyWriter } from '../src/policy/store/writer.ts'
import { readCsv } from '../src/sources/csv.ts'
import { walkSources } from '../src/sources/walk.ts'
import { fullData, missing } from './full-data.ts'

const STARTER = join(import.meta.dirname, '../content/policies')

interface Facts {
  readonly number: string
  readonly title: string
  readonly version?: string
  readonly effective?: string
  readonly url: string
  readonly contractors?: readonly string[]
}

type Registered = Pick<Facts, 'title' | 'version' | 'effective' | 'contractors'>

/** `CGS Administrators, LLC\n(DME MAC)`, one after the other. */
const contractorsOf = (cell: string): string[] =>
  cell
    .replace(/\s*\n\s*(?=\()/g, ' ')
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '')

async function register(path: string): Promise<Map<string, Registered>> {
  const listed = new Map<string, Registered>()
  for await (const file of walkSources(path, () => {})) {
    let columns: readonly string[] = []
    for await (const { cells } of readCsv(file)) {
      if (columns.length === 0) columns = cells
      const at = (name: string): string => cells[columns.indexOf(name)] ?? ''
      const effective = mcdDate(at('effective_date'))
      const facts = {
        title: at('title'),
        version: at('document_version'),
        ...(effective !== undefined && { effective }),
        contractors: contractorsOf(at('contractor_name_type')),
      }
      listed.set(at('document_display_id'), facts)
    }
  }
  return listed
}

describe('the starter policies', () => {
  const path = fullData('mcd/documents_latest.csv')

  it('are what the register of the Coverage Database lists', {
    skip: path === undefined && missing('mcd/documents_latest.csv'),
  }, async () => {
    const listed = await register(path!)
    const local = readdirSync(STARTER)
      .map((name) => parseYaml(readFileSync(join(STARTER, name), 'utf8')) as Facts)
      .filter(({ number }) => /^[LA]\d/.test(number))
    assert.ok(local.length >= 300)
    for (const { number, title, version, effective, url, contractors = [] } of local) {
      const known = listed.get(number)
      assert.deepEqual({ title, version, effective: String(effective), contractors }, { ...known }, number)
      assert.ok(url.includes(number.slice(1)), url)
    }
  })
})

interface Listed {
  readonly article_content: Record<string, { paragraph: string; codes: { code: string; description: string }[] }>
}

describe('the article A56781 of L33577', () => {
  const path = fullData('mcd/L33577_A56781_v34.json')

  it('goes through import, store and question with all its diagnoses', {
    skip: path === undefined && missing('mcd/L33577_A56781_v34.json'),
  }, async () => {
    const text = readFileSync(path!, 'utf8')
    const article = JSON.parse(text).policies[0].associated_documents.related_local_coverage_documents[0] as Listed
    const { paragraph: written, codes } = article.article_content['Group 1 Paragraph']!
    // The copy of the article has its line breaks spelled out.
    const paragraph = written.replaceAll('\\n', '<br>')
    assert.equal(codes.length, 121)
    const folder = mkdtempSync(join(tmpdir(), 'medcodex-a56781-'))
    const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`
    const covered = codes.map(({ code, description }, i) => `56781,34,${code},1,1,,,${i},${cell(description)},`)
    const zip = join(folder, 'current_article.zip')
    writeFileSync(
      zip,
      mcdExport({
        'article.csv':
          'article_id,article_version,article_type,title,article_eff_date\n56781,34,5,Billing and Coding: Transthoracic Echocardiography (TTE),2025-01-01 00:00:00\n',
        'article_x_hcpc_code.csv': 'article_id,article_version,hcpc_code_id,hcpc_code_group\n56781,34,93306,1\n',
        'article_x_hcpc_code_group.csv': undefined,
        'article_x_icd10_covered.csv': `article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,sort_order,description,asterisk\n${covered.join('\n')}\n`,
        'article_x_icd10_covered_group.csv': `article_id,article_version,icd10_covered_group,paragraph,icd10_covered_ast\n56781,34,1,${cell(paragraph)},\n`,
        'article_x_icd10_noncovered.csv': undefined,
        'article_x_code_table.csv': undefined,
        'article_x_contractor.csv':
          'article_id,article_version,contractor_id,contractor_type_id,contractor_version\n56781,34,7,9,1\n',
        'article_related_documents.csv':
          'article_id,article_version,related_num,r_lcd_id,r_lcd_version\n56781,34,1,33577,43\n',
        'article_related_ncd_documents.csv': undefined,
        'article_x_revision_history.csv': undefined,
      }),
    )
    const writer = new PolicyWriter(join(folder, 'policies.sqlite'))
    const lookup = { loaded: () => false, find: () => undefined }
    for await (const record of readMcd(
      { exports: [zip], answers: [] },
      { lookup, classify: classifyStatement, onIssue: () => {} },
    )) {
      writer.add(record)
    }
    writer.finish()
    const store = PolicyStore.open(join(folder, 'policies.sqlite'))
    const ask = (diagnosis: string) =>
      coverage(store, {
        system: 'cpt',
        code: '93306',
        diagnoses: [{ code: diagnosis, ancestors: [] }],
        state: 'WI',
        date: isoDate('2026-02-01'),
      }).applies[0]!
    const met = ask(codes[0]!.code.replace('.', ''))
    assert.equal(met.groups[0]!.codes, 121)
    assert.equal(met.groups[0]!.matched.length, 1)
    assert.deepEqual(met.missing, [])
    assert.equal(
      met.groups[0]!.group!.paragraph!.replace(/\s+/g, ''),
      paragraph.replace(/<[^>]*>/g, '').replace(/\s+/g, ''),
    )
    assert.match(ask('Z0000').missing[0]!, /Group 1 \(121 codes\)/)
    for (const { code } of codes) {
      const [finding] = store.findingsOf('icd10cm', code.replaceAll('.', ''))
      assert.equal(finding?.disposition, 'supports-necessity', code)
    }
    store.close()
    rmSync(folder, { recursive: true })
  })
})
