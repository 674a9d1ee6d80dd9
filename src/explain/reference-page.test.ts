import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseExplainer } from './files/parse.ts'
import { writeExplainer } from './files/write.ts'
import { readReferencePage } from './reference-page.ts'

/** An invented page in the layout of the reference page. */
const PAGE = `Some site

Invented service, first hour

Name of the Procedure:

Invented Service

Summary

It is done once. It is short.
It goes on in a second line.

Procedure Description

  1. First the site is cleaned,
     with care.
  2. Then two things follow:
     - one thing
     - another thing
  3. The end.

    Tools/Equipment: Gauze, tape.

Anesthesia: None: it does not hurt.

Aftercare at Home

Keep it dry.

Duration

About 1-2 hours. Note: times differ.

Related pages

Imprint`

describe('a page in the form of the reference', () => {
  const page = readReferencePage(PAGE, { system: 'cpt', code: '0000X' })
  const section = (id: string) => page.explainer.sections.find((each) => each.id === id)

  it('gives every heading its section, and keeps one that no template knows', () => {
    assert.deepEqual(
      page.explainer.sections.map((each) => each.id),
      ['name', 'summary', 'description', 'tools', 'anesthesia', 'other', 'duration'],
    )
    assert.deepEqual(page.unknownHeadings, [{ line: 27, text: 'Aftercare at Home' }])
    assert.equal(page.explainer.title, 'Invented Service')
    assert.equal(page.explainer.status, 'imported')
  })

  it('reads numbered steps with what is nested in them and lines that go on', () => {
    const steps = section('description')?.blocks[0]
    assert.ok(steps?.type === 'steps')
    assert.equal(steps.items.length, 3)
    assert.equal(steps.items[0]?.sentences[0]?.text, 'First the site is cleaned, with care.')
    const nested = steps.items[1]?.blocks[0]
    assert.ok(nested?.type === 'list' && nested.items.length === 2)
    const summary = section('summary')?.blocks
    assert.equal(summary?.length, 1)
  })

  it('names the lines it did not place', () => {
    assert.deepEqual(
      page.unplaced.map((each) => each.text),
      ['Some site', 'Invented service, first hour', 'Related pages', 'Imprint'],
    )
  })

  it('is the same explainer when written as a file and read again', () => {
    const { explainer, issues } = parseExplainer(writeExplainer(page.explainer), { file: 'x', id: page.explainer.id })
    assert.deepEqual(
      issues.map((each) => each.code),
      ['unknown-section'],
    )
    assert.deepEqual(explainer, page.explainer)
  })
})
