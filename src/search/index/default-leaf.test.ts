import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DefaultLeaves, plainWordsBeyond, said } from './default-leaf.ts'

describe('the plain case of a header', () => {
  const says = (header: string, title: string): boolean => plainWordsBeyond(said(header), title) !== undefined

  it('says that something is unspecified, not so, or the first encounter', () => {
    for (const [header, title] of [
      ['Type 2 diabetes mellitus', 'Type 2 diabetes mellitus without complications'],
      ['Low back pain', 'Low back pain, unspecified'],
      ['Spinal stenosis', 'Spinal stenosis, site unspecified'],
      ['Chronic kidney disease (CKD)', 'Chronic kidney disease, unspecified'],
      ['Migraine', 'Migraine, unspecified, not intractable, without status migrainosus'],
      ['Malignant neoplasm of breast', 'Malignant neoplasm of unspecified site of unspecified female breast'],
      ['Disorders of eyelid', 'Disorder of unspecified eye, unspecified eyelid'],
      ['Fracture of femur', 'Unspecified fracture of unspecified femur, initial encounter for closed fracture'],
      ['Other primary thrombocytopenia', 'Other primary thrombocytopenia'],
    ] as const)
      assert.ok(says(header, title), `${header} → ${title}`)
  })

  it('is no kind of it, no part of it, and nothing else', () => {
    for (const [header, title] of [
      ['Other cataract', 'Unspecified infantile and juvenile cataract, unspecified eye'],
      ['Other conjunctival vascular disorders and cysts', 'Conjunctival cysts, unspecified eye'],
      ['Sequelae of other cerebrovascular diseases', 'Other sequelae of other cerebrovascular disease'],
      ['Fracture of femur', 'Unspecified fracture of unspecified femur, subsequent encounter for closed fracture'],
      ['Type 1 diabetes mellitus', 'Type 1 diabetes mellitus with unspecified complications'],
      ['Encounter for screening', 'Encounter for screening for malignant neoplasm of unspecified site'],
    ] as const)
      assert.ok(!says(header, title), `${header} → ${title}`)
  })

  it('says the less the less it names', () => {
    const ulcer = said('Pressure ulcer')
    const [site, elbow] = ['site', 'elbow'].map((part) =>
      plainWordsBeyond(ulcer, `Pressure ulcer of unspecified ${part}, unspecified stage`),
    )
    assert.ok(site! < elbow!)
  })

  it('is the title that adds least of all under the header, among codes in force, and the only one', () => {
    const leaves = new DefaultLeaves()
    const facts = { system: 'a', leaf: false, grouping: false, current: true }
    const header = (code: string, title: string) => leaves.add({ ...facts, code, title, billable: false })
    const leaf = (code: string, title: string, current = true) =>
      leaves.add({ ...facts, code, title, billable: true, leaf: true, current })
    header('S72', 'Fracture of femur')
    header('S720', 'Fracture of head and neck of femur')
    leaf('S7200', 'Fracture of unspecified part of head and neck of unspecified femur')
    leaf('S7290', 'Unspecified fracture of femur', false)
    leaf('S7299', 'Unspecified fracture of unspecified femur')
    header('S73', 'Dislocation of hip')
    leaf('S7301', 'Posterior dislocation of hip')
    header('M79', 'Compartment syndrome')
    leaf('M791', 'Compartment syndrome of unspecified arm')
    leaf('M792', 'Compartment syndrome of unspecified leg')
    assert.deepEqual(leaves.steps, [4, 1, 0, 0, 0, 0, 0, 0, 0, 0])
  })
})
