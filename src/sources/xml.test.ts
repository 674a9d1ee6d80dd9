import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { all, memoryFile } from '../../test/tools/memory-file.ts'
import { AppError } from '../core/errors.ts'
import { readXml } from './xml.ts'

const refused = (pattern: RegExp) => (error: unknown) =>
  error instanceof AppError && error.code === 'file-unreadable' && pattern.test(error.message)

describe('reading XML', () => {
  it('gives elements, attributes and mixed text in document order with lines', async () => {
    const events = await all(readXml(memoryFile('a.xml', '<a>\n  <b c="1">x<d/> y</b>\n</a>', 3)))
    // Attribute records have no prototype; only their content matters here.
    assert.deepEqual(JSON.parse(JSON.stringify(events)), [
      { type: 'open', name: 'a', attributes: {}, line: 1 },
      { type: 'open', name: 'b', attributes: { c: '1' }, line: 2 },
      { type: 'text', text: 'x' },
      { type: 'open', name: 'd', attributes: {}, line: 2 },
      { type: 'close', name: 'd', line: 2 },
      { type: 'text', text: ' y' },
      { type: 'close', name: 'b', line: 2 },
      { type: 'close', name: 'a', line: 3 },
    ])
  })

  it('decodes characters cut in half between chunks and the five entities of XML', async () => {
    const events = await all(readXml(memoryFile('a.xml', '<a>Sézary &amp; &lt;2&#233;</a>', 1)))
    assert.deepEqual(events[1], { type: 'text', text: 'Sézary & <2é' })
  })

  it('reads the encoding the file declares', async () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>S\u00e9</a>', 'latin1')
    const events = await all(readXml(memoryFile('a.xml', bytes)))
    assert.deepEqual(events[1], { type: 'text', text: 'Sé' })
  })

  it('refuses a file that is not in its encoding', async () => {
    const bytes = Buffer.from('<a>S\u00e9zary</a>', 'latin1')
    await assert.rejects(all(readXml(memoryFile('a.xml', bytes))), refused(/encoding/))
  })

  it('refuses internal entities', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>\n<a>&y;</a>'
    await assert.rejects(all(readXml(memoryFile('a.xml', bomb))), refused(/entities/))
  })

  it('refuses external entities', async () => {
    const external = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    await assert.rejects(all(readXml(memoryFile('a.xml', external))), refused(/entities/))
  })

  it('does not know entities that a DTD elsewhere might declare', async () => {
    const external = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a>&x;</a>'
    await assert.rejects(all(readXml(memoryFile('a.xml', external))), refused(/line 1/))
  })

  it('says on which line a file is not well-formed', async () => {
    await assert.rejects(all(readXml(memoryFile('a.xml', '<a>\n<b>\n</a>'))), refused(/a\.xml cannot be read: line 3/))
    await assert.rejects(all(readXml(memoryFile('a.xml', '<a>\n<b>'))), refused(/line 2/))
    await assert.rejects(all(readXml(memoryFile('a.xml', ''))), refused(/line 1/))
  })
})
