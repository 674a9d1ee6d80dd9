import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { CodeShown } from './answers.ts'
import { type Place, placeOf } from './body-regions.ts'

const group = (title: string): CodeShown['ancestors'][number] => ({
  code: 'X',
  title,
  level: 'section',
  role: 'group',
  billable: false,
  path: '/',
})
const axis = (title: string, label: string): CodeShown['axes'][number] => ({
  position: 4,
  title,
  code: 'C',
  label,
  includes: [],
})
const injury = (block: string, title: string): Place | undefined =>
  placeOf({ title, ancestors: [group(block)], axes: [] })
const part = (label: string, title = 'Body Part'): Place | undefined =>
  placeOf({ title: '', ancestors: [], axes: [axis(title, label)] })

describe('where on the body a code is about', () => {
  it('is the block of an injury, as closely as its title says', () => {
    assert.deepEqual(injury('Injuries to the hip and thigh (S70-S79)', 'Fracture of neck of left femur'), {
      regions: ['hip'],
      side: 'left',
    })
    assert.deepEqual(
      injury('Injuries to the ankle and foot (S90-S99)', 'Sprain of unspecified ligament of right ankle'),
      {
        regions: ['ankle'],
        side: 'right',
      },
    )
    assert.deepEqual(injury('Injuries to the hip and thigh (S70-S79)', 'Unspecified injury of femoral artery'), {
      regions: ['hip', 'thigh'],
      side: undefined,
    })
  })

  it('is the body part of a table, and the neck of a bone or bladder is no neck', () => {
    assert.deepEqual(part('Knee Joint, Right'), { regions: ['knee'], side: 'right' })
    assert.deepEqual(part('Humeral Head, Left')?.regions, ['shoulder'])
    assert.deepEqual(part('Bladder Neck')?.regions, ['pelvis'])
    assert.deepEqual(part('Gallbladder')?.regions, ['abdomen'])
    assert.deepEqual(part('Metacarpal, Right')?.regions, ['hand'])
    assert.deepEqual(part('Knee Joint, Femoral Surface, Left')?.regions, ['knee'])
  })

  it('is not said where official words do not settle it', () => {
    assert.equal(part('Peripheral Vein'), undefined)
    assert.equal(part('Kidney Transplant'), undefined)
    assert.equal(part('Central Vein', 'Body System / Region'), undefined)
    assert.equal(injury('Other effects of external causes', 'Heat syncope of the hand'), undefined)
    const joints = group('Diseases of the musculoskeletal system and connective tissue (M00-M99)')
    const of = (title: string): Place | undefined => placeOf({ title, ancestors: [joints], axes: [] })
    assert.deepEqual(of('Pain in right knee'), { regions: ['knee'], side: 'right' })
    assert.equal(of('Pathological fracture, neck of femur'), undefined)
    assert.equal(of('Contracture of muscle, hand and foot'), undefined)
  })
})
