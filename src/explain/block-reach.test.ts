/**
 * A block says only what holds wherever it reaches: one that is found by the operation or the way in alone stands at eyes
 * and at kidneys, so it names no organ; a block of HCPCS stands at HCPCS codes alone.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadExplainers, SHIPPED_BLOCKS } from './files/load.ts'
import { closeness } from './fit.ts'
import type { Block, Explainer } from './model.ts'

const { explainers: blocks } = loadExplainers(SHIPPED_BLOCKS)

const wordsIn = (block: Block): string[] =>
  block.type === 'paragraph'
    ? block.sentences.map((each) => each.text)
    : block.items.flatMap((item) => [...item.sentences.map((each) => each.text), ...item.blocks.flatMap(wordsIn)])

const textOf = ({ sections }: Explainer): string =>
  sections.flatMap((section) => section.blocks.flatMap(wordsIn)).join(' ')

/** Parts of the body, and signs of single parts, that a text about any part has no business to name. */
const ORGANS =
  /\b(heart|heartbeat|lungs?|liver|kidneys?|bladder|womb|bowel|stomach|belly|throat|urine|urethra|tooth|teeth|eyes?|lens|brain|spine|knee|hip|shoulder|nose|stones?|hernias?|cough|gag|cast|catheters?|radiologist)\b/i

/** Lungs and legs can suffer from any large operation, wherever the cut is. */
const ANY_LARGE = /[^.]*any large operation\./

/** Found by facts of every code of an operation or a way in, whatever the part. */
const isWide = ({ aspect, match = [] }: Explainer): boolean =>
  (aspect === 'operation' || aspect === 'approach') &&
  match.some(({ is }) => Object.keys(is).every((key) => ['axis1', 'axis3', 'axis5'].includes(key)))

/** What a condition knows of a made-up code. */
const known =
  (facts: Readonly<Record<string, string>>) =>
  (key: string): readonly string[] =>
    facts[key] === undefined ? [] : [facts[key]]

/** Words of the closest block of each section at a code, for one aspect. */
function said(aspect: string, facts: Readonly<Record<string, string>>): string {
  const found = blocks
    .filter((each) => each.aspect === aspect)
    .map((each) => ({ each, near: closeness(each, known(facts)) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
  const taken = new Set<string>()
  return found
    .flatMap(({ each }) => each.sections)
    .filter(({ id }) => !taken.has(id) && taken.add(id))
    .flatMap((section) => section.blocks.flatMap(wordsIn))
    .join(' ')
}

describe('a block found by an operation or a way in alone', () => {
  const wide = blocks.filter(isWide)

  it('is one of many', () => assert.ok(wide.length > 30, String(wide.length)))

  for (const block of wide) {
    it(`names no organ: ${block.id}`, () => {
      // An operation on bones alone says so in its own definition, and amputations are of limbs.
      const text = textOf(block).replace(ANY_LARGE, '')
      assert.doesNotMatch(text, ORGANS)
    })
  }
})

describe('a block of HCPCS', () => {
  it('asks for a code of HCPCS', () => {
    const family = blocks.filter((each) => each.id.startsWith('hcpcs-') || each.kind === 'drug')
    assert.ok(family.length > 100)
    const open = family.filter(({ match = [] }) => match.some(({ is }) => is['system']?.[0] !== 'hcpcs'))
    assert.deepEqual(
      open.map((each) => each.id),
      [],
    )
  })
})

describe('words of one part', () => {
  const ms = { axis1: 'Medical and Surgical' }
  const cases: readonly [what: string, aspect: string, facts: Record<string, string>, not: RegExp][] = [
    ['a wrist seen by keyhole', 'approach', { axis2: 'Upper Joints', axis5: 'Percutaneous Endoscopic' }, /belly|gas/i],
    ['an iris reached by a puncture', 'approach', { axis2: 'Eye', axis5: 'Percutaneous' }, /catheter|X-ray|radiolog/i],
    [
      'a scope in the tear duct',
      'approach',
      { axis2: 'Eye', axis5: 'Via Natural or Artificial Opening Endoscopic' },
      /endoscopy unit|flexible/i,
    ],
    [
      'a womb taken out with keyhole help',
      'approach',
      {
        axis2: 'Female Reproductive System',
        axis5: 'Via Natural or Artificial Opening With Percutaneous Endoscopic Assistance',
      },
      /spray|gel|drives/i,
    ],
    ['matter broken up in the eye', 'operation', { axis2: 'Eye', axis3: 'Fragmentation' }, /urine|kidney|pass by/i],
    ['a heart valve formed', 'operation', { axis2: 'Heart and Great Vessels', axis3: 'Creation' }, /sex/i],
    [
      'a finger joint fused',
      'operation',
      { axis2: 'Upper Joints', axis3: 'Fusion', axis4: 'Finger Phalangeal Joint, Right' },
      /disc|spine/i,
    ],
    [
      'a band freed from outside',
      'operation',
      { axis2: 'Bursae and Ligaments', axis3: 'Release', axis5: 'External' },
      /holds or presses it is cut|is closed/i,
    ],
    ['the septum of the nose', 'part', { axis2: 'Ear, Nose, Sinus', axis4: 'Nasal Septum' }, /hear|balance/i],
    ['an eyelid', 'part', { axis2: 'Eye', axis4: 'Lower Eyelid, Right' }, /loss of sight|retina/i],
    ['a salivary duct', 'part', { axis2: 'Mouth and Throat', axis4: 'Parotid Duct, Left' }, /airway|voice/i],
    ['the vulva', 'part', { axis2: 'Female Reproductive System', axis4: 'Vulva' }, /ovar|bowel|fertility/i],
  ]
  for (const [what, aspect, facts, not] of cases) {
    it(`are not told of ${what}`, () => {
      const text = said(aspect, { ...ms, ...facts })
      assert.ok(text.length > 40, 'something is said')
      assert.doesNotMatch(text, not)
    })
  }

  it('are not told of a donor organ, talks, or a packing that is taken out', () => {
    const service = (facts: Record<string, string>) => said('service', facts)
    const perfused = service({ axis1: 'Extracorporeal or Systemic Therapies', axis3: 'Perfusion' })
    assert.match(perfused, /donor organ/)
    assert.doesNotMatch(perfused, /jaundice|burn/i)
    assert.doesNotMatch(
      service({ axis1: 'Substance Abuse Treatment', axis3: 'Individual Counseling' }),
      /electroconvulsive/i,
    )
    assert.doesNotMatch(service({ axis1: 'Placement', axis3: 'Removal' }), /is put on|traction/i)
  })
})

/** Facts of codes by what each is, and the words that another kind of code has for the same section. */
describe('words of one kind of operation or service', () => {
  const surgery = (facts: Record<string, string>) => ({
    axis1: 'Medical and Surgical',
    axis7: 'No Qualifier',
    ...facts,
  })
  const cases: readonly [what: string, aspect: string, facts: Record<string, string>, not: RegExp][] = [
    [
      'the whole cecum taken out through an opening',
      'approach',
      surgery({
        axis2: 'Gastrointestinal System',
        axis3: 'Resection',
        axis4: 'Cecum',
        axis5: 'Via Natural or Artificial Opening',
      }),
      /numbing gel|bedside/i,
    ],
    [
      'an arm taken off',
      'approach',
      surgery({
        axis2: 'Anatomical Regions, Upper Extremities',
        axis3: 'Detachment',
        axis4: 'Upper Arm, Right',
        axis5: 'Open',
        axis7: 'High',
      }),
      /limb is raised|surgery center/i,
    ],
    [
      'a drain through a bone of the skull',
      'approach',
      surgery({
        axis2: 'Head and Facial Bones',
        axis3: 'Drainage',
        axis4: 'Parietal Bone, Right',
        axis5: 'Percutaneous',
      }),
      /tendon|splint|nerve block/i,
    ],
    [
      'a scope in a toe joint',
      'approach',
      surgery({
        axis2: 'Lower Joints',
        axis3: 'Excision',
        axis4: 'Toe Phalangeal Joint, Left',
        axis5: 'Percutaneous Endoscopic',
      }),
      /sling/i,
    ],
    [
      'a coronary artery bypassed',
      'operation',
      surgery({
        axis2: 'Heart and Great Vessels',
        axis3: 'Bypass',
        axis4: 'Coronary Artery, One Artery',
        axis5: 'Open',
      }),
      /dialysis/i,
    ],
    [
      'a vein of the face bypassed',
      'operation',
      surgery({ axis2: 'Upper Veins', axis3: 'Bypass', axis4: 'Face Vein, Right', axis5: 'Open', axis7: 'Upper Vein' }),
      /belly|liver/i,
    ],
    [
      'donor bone taken out of the pelvis',
      'operation',
      surgery({
        axis2: 'Lower Bones',
        axis3: 'Removal',
        axis4: 'Pelvic Bone, Right',
        axis5: 'Open',
        axis6: 'Nonautologous Tissue Substitute',
      }),
      /screw|plate|frame/i,
    ],
    [
      'a nerve of the pelvis moved',
      'operation',
      surgery({ axis2: 'Peripheral Nervous System', axis3: 'Transfer', axis4: 'Pudendal Nerve', axis5: 'Open' }),
      /joint|splint|tendon/i,
    ],
    [
      'a pouch beside the womb',
      'part',
      surgery({ axis2: 'Female Reproductive System', axis3: 'Excision', axis4: 'Cul-de-sac', axis5: 'Open' }),
      /leads from the womb/i,
    ],
    [
      'a source that gives its dose slowly',
      'service',
      { axis1: 'Radiation Therapy', axis2: 'Eye', axis3: 'Brachytherapy', axis4: 'Eye', axis5: 'Low Dose Rate (LDR)' },
      /minutes/i,
    ],
    [
      'pictures in an operation',
      'service',
      {
        axis1: 'Imaging',
        axis2: 'Lower Arteries',
        axis3: 'Fluoroscopy',
        axis4: 'Renal Artery, Left',
        axis5: 'Low Osmolar',
        axis6: 'Laser',
        axis7: 'Intraoperative',
      },
      /stands|go on as before|numbing drug in the skin/i,
    ],
    [
      'a scan without contrast',
      'service',
      {
        axis1: 'Imaging',
        axis2: 'Skull and Facial Bones',
        axis3: 'Computerized Tomography (CT Scan)',
        axis4: 'Orbit, Left',
        axis5: 'None',
      },
      /allerg|kidney|flows in|feel warm/i,
    ],
    [
      'a patient with a tube who lies face down',
      'service',
      {
        axis1: 'Extracorporeal or Systemic Assistance and Performance',
        axis2: 'Physiological Systems',
        axis3: 'Assistance',
        axis4: 'Respiratory',
        axis5: 'Less than 8 Consecutive Hours',
        axis6: 'Ventilation',
        axis7: 'Intubated Prone Positioning',
      },
      /mask/i,
    ],
    [
      'a flap of skin',
      'approach',
      surgery({ axis2: 'Skin and Breast', axis3: 'Transfer', axis4: 'Skin, Right Upper Leg', axis5: 'External' }),
      /go on as before|none, a numbing/i,
    ],
    [
      'an outer ear',
      'approach',
      surgery({
        axis2: 'Ear, Nose, Sinus',
        axis3: 'Supplement',
        axis4: 'External Ear, Right',
        axis5: 'Open',
        axis6: 'Autologous Tissue Substitute',
      }),
      /dizziness|taste|drills/i,
    ],
    [
      'a nerve mended through a puncture',
      'operation',
      surgery({
        axis2: 'Peripheral Nervous System',
        axis3: 'Supplement',
        axis4: 'Thoracic Nerve',
        axis5: 'Percutaneous',
      }),
      /microscope|sewn/i,
    ],
    [
      'material put into a vessel through a puncture',
      'operation',
      surgery({
        axis2: 'Upper Arteries',
        axis3: 'Supplement',
        axis4: 'Thyroid Artery, Right',
        axis5: 'Percutaneous',
      }),
      /cut to size|flow is stopped/i,
    ],
    [
      'a route from arm to leg',
      'operation',
      surgery({
        axis2: 'Upper Arteries',
        axis3: 'Bypass',
        axis4: 'Axillary Artery, Right',
        axis5: 'Open',
        axis7: 'Upper Leg Artery, Bilateral',
      }),
      /dialysis|hand can get|sleeves/i,
    ],
    [
      'nerves of the belly reached through the skin',
      'approach',
      {
        axis1: 'New Technology',
        axis2: 'Nervous System',
        axis3: 'Destruction',
        axis4: 'Renal Sympathetic Nerve(s)',
        axis5: 'Percutaneous',
      },
      /skull|headache|leak of fluid/i,
    ],
    [
      'a chiropractor',
      'service',
      { axis1: 'Chiropractic', axis3: 'Manipulation', axis5: 'External' },
      /osteopathic doctor/i,
    ],
    [
      'a drug against nausea that is swallowed',
      'family',
      {
        system: 'hcpcs',
        begins: 'Q0162',
        betos: 'O1D',
        title: 'Ondansetron 1 mg, oral, fda approved prescription anti-emetic',
        words: 'x',
      },
      /hair loss|against cancers|infusion/i,
    ],
    [
      'a pad on a bed',
      'family',
      { system: 'hcpcs', begins: 'A4554', betos: 'D1F', title: 'Disposable underpads, all sizes', words: 'x' },
      /waist and hip/i,
    ],
    [
      'a doula',
      'family',
      {
        system: 'hcpcs',
        begins: 'T1032',
        title: 'Services performed by a doula birth worker, per 15 minutes',
        words: 'x',
      },
      /nursing home|aides/i,
    ],
  ]
  for (const [what, aspect, facts, not] of cases) {
    it(`are not told of ${what}`, () => {
      const text = said(aspect, facts)
      assert.ok(text.length > 40, 'something is said')
      assert.doesNotMatch(text, not)
    })
  }
})

describe('words of one injury', () => {
  it('are not told of another', () => {
    const lung = said('condition', {
      section: 'S20-S29',
      title: 'Unspecified injury of lung, unspecified, sequela',
      seventh: 'sequela',
    })
    assert.ok(lung.length > 40)
    assert.doesNotMatch(lung, /crooked|joint|itch/i)
    const ovary = said('condition', {
      section: 'S30-S39',
      title: 'Laceration of ovary',
      words: 'Injury of urinary and pelvic organs',
    })
    assert.ok(ovary.length > 40)
    assert.doesNotMatch(ovary, /chest/i)
  })
})

describe('a block for several kinds', () => {
  const ms = { axis1: 'Medical and Surgical' }
  const duct = {
    ...ms,
    axis2: 'Hepatobiliary System and Pancreas',
    axis4: 'Cystic Duct',
    axis5: 'Open',
    axis6: 'No Device',
  }
  const bypass = {
    ...ms,
    axis2: 'Lower Arteries',
    axis3: 'Bypass',
    axis4: 'External Iliac Artery, Left',
    axis5: 'Open',
  }
  const coil = { ...ms, axis6: 'Intraluminal Device' }
  const hcpcs = (code: string, title: string) => ({ system: 'hcpcs', begins: code, title, words: title, coverage: 'D' })
  const cases: readonly [what: string, aspect: string, facts: Record<string, string>, has: RegExp, not: RegExp][] = [
    ['a duct that is closed', 'operation', { ...duct, axis3: 'Occlusion' }, /closed/, /stretched|narrower/i],
    ['a duct that is widened', 'operation', { ...duct, axis3: 'Dilation' }, /widened/, /clipped|plugged/i],
    ['a device that narrows', 'device', { ...coil, axis3: 'Restriction' }, /leaves a way open/, /closes/i],
    ['a device that closes', 'device', { ...coil, axis3: 'Occlusion' }, /closes/, /leaves a way open/i],
    [
      'a route to the pelvis',
      'operation',
      { ...bypass, axis7: 'Internal Iliac Artery, Right' },
      /pelvis/,
      /reaches the leg/i,
    ],
    [
      'a route to the leg',
      'operation',
      { ...bypass, axis7: 'Femoral Artery, Right' },
      /reaches the leg/,
      /organs and muscles/i,
    ],
    [
      'traction',
      'service',
      {
        axis1: 'Placement',
        axis2: 'Anatomical Regions',
        axis3: 'Traction',
        axis5: 'External',
        axis6: 'Traction Apparatus',
      },
      /pull/i,
      /packs|covers/i,
    ],
    [
      'a beam in an operation',
      'service',
      {
        axis1: 'Radiation Therapy',
        axis2: 'Respiratory System',
        axis3: 'Beam Radiation',
        axis4: 'Lung',
        axis5: 'Electrons',
        axis7: 'Intraoperative',
      },
      /operation/,
      /mask|staff watch from outside by camera/i,
    ],
    [
      'a catheter that widens a vessel',
      'family',
      hcpcs('C1725', 'Catheter, transluminal angioplasty, non-laser'),
      /balloon/,
      /that its description fits/i,
    ],
    [
      'micafungin',
      'family',
      hcpcs('J2248', 'Injection, micafungin sodium, 1 mg'),
      /wall of fungi/,
      /potassium|kidneys/i,
    ],
    [
      'a muscle made weaker',
      'family',
      hcpcs('S2340', 'Chemodenervation of vocal cord'),
      /botulinum/,
      /longer life|a cut,/i,
    ],
    ['a drug for a stress test', 'family', hcpcs('J2785', 'Injection, regadenoson, 0.1 mg'), /stress test/, /shock/i],
  ]
  for (const [what, aspect, facts, has, not] of cases) {
    it(`speaks for one: ${what}`, () => {
      const text = said(aspect, facts)
      assert.match(text, has)
      assert.doesNotMatch(text, not)
    })
  }
})
