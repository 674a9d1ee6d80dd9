/**
 * Coverage grids as PDF: code, category, coverage Y/N, authorization; long tables over page breaks; footnote marks
 * († authorization, * secondary code only). A row says two things where it is covered and needs authorization.
 */
import { doc, type Gold, g, type Meta, type Spec } from '../spec.ts'

const meta = (number: string, title: string, effective: string): Meta => ({
  payer: 'Cascade Summit Health',
  plan: 'Summit HMO',
  kind: 'commercial',
  number,
  title,
  effective,
  states: ['WA', 'OR'],
})
const frame = (number: string): { header: string; footer: string } => ({
  header: `CASCADE SUMMIT HEALTH    Coverage Grid ${number}    Rev. 2026-01`,
  footer: '† requires prior authorization    * secondary code only    Page {page}',
})

/** Rows `code | words | Y or N | authorization`; the hand label stands first: c covered, p covered with authorization, x not covered, m named only. */
function rows(label: 'c' | 'p' | 'x' | 'm', auth: string, lines: string): [string, Gold[]] {
  const cells = lines
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string?])
  const yes = label === 'x' ? 'N' : label === 'm' ? '' : 'Y'
  const text = cells.map(([code, words]) => `| ${code} | ${words ?? ''} | ${yes} | ${auth} |\n`).join('')
  const gold = cells.flatMap(([code, words]) => {
    const bare = code.replace(/[†*]/g, '').replace(/\s*[–-]\s*/, '..')
    const quote = `${code} ${words ?? ''} ${yes} ${auth}`.replace(/\s+/g, ' ').trim()
    if (label === 'c') return g('cov', bare, quote)
    // Authorization is a condition of coverage: a row that is covered with it is one finding.
    if (label === 'p') return g('pa', bare, quote)
    return g(label === 'x' ? 'exc' : 'men', bare, quote)
  })
  return [text, gold]
}
const HEAD = '| Code | Category | Covered | PA |\n'

export const cascade: readonly Spec[] = [
  doc(
    'cascade-01',
    'pdf',
    meta('CG-011', 'Sleep Testing and Positive Pressure', '2026-01-01'),
    [
      `# Sleep Testing and Positive Pressure

How to read the grid: Covered Y or N; PA Yes or No. A dagger marks codes that require prior authorization.

## Grid 1. Tests

`,
      HEAD,
      ...rows(
        'c',
        'No',
        `95782 | sleep lab
95783 | sleep lab
95800 | home test
95801 | home test
95805 | sleep lab
95806 | home test
95807 | sleep lab
G0398 | home test
G0399 | home test`,
      ),
      ...rows(
        'p',
        'Yes',
        `95808† | sleep lab
95810† | sleep lab
95811† | sleep lab`,
      ),
      ...rows(
        'x',
        'No',
        `G0400 | home test
95803 | wrist record
E0486 | oral appliance, custom
K1027 | oral appliance
S8040 | topographic brain mapping`,
      ),
      `
## Grid 2. Equipment

`,
      HEAD,
      ...rows(
        'p',
        'Yes',
        `E0470† | bi-level
E0471† | bi-level
E0601† | continuous pressure
E0466† | ventilator`,
      ),
      ...rows(
        'c',
        'No',
        `A7027 | mask
A7028 | mask part
A7029 | mask part
A7030 | mask
A7031 | mask part
A7032 | mask part
A7033 | mask part
A7034 | mask
A7035 | headgear
A7036 | chin strap
A7037 | tube
A7038 | filter
A7039 | filter
A7044 | mask
A7045 | exhalation port
A7046 | water chamber
E0561 | humidifier
E0562 | humidifier`,
      ),
      ...rows(
        'x',
        'No',
        `E0485 | oral appliance, prefabricated
A9270 | non-covered item
E0490 | tongue stimulator
E0491 | tongue stimulator, 90 day supply
E0492 | tongue stimulator
E0493 | tongue stimulator, 90 day supply`,
      ),
      `
## Grid 3. Diagnosis codes that support the services above

| Code | Note |
| G47.33 | obstructive sleep apnea |
| G47.31 | central |
| G47.37 | central, elsewhere classified |
| G47.10 – G47.19 | hypersomnia |
| R06.83* | snoring |
| E66.2 | obesity with hypoventilation |
`,
      g('sup', 'G47.33 G47.31 G47.37 G47.10..G47.19 R06.83 E66.2', 'Diagnosis codes that support the services above', {
        group: 'Grid 3',
      }),
      `
Snoring is a secondary code only. Provider line 1-866-555-0122. Grid printed 01/01/2026.
`,
    ],
    frame('CG-011'),
  ),
  doc(
    'cascade-02',
    'pdf',
    meta('CG-024', 'Wheelchairs, Power Mobility and Seating', '2026-01-01'),
    [
      `# Wheelchairs, Power Mobility and Seating

## Grid 1. Manual chairs

`,
      HEAD,
      ...rows(
        'c',
        'No',
        `K0001 | standard
K0002 | standard hemi
K0003 | lightweight
K0004 | high strength
K0006 | heavy duty
K0007 | extra heavy duty
E1031 | rollabout
E1038 | transport
E1039 | transport, heavy duty`,
      ),
      ...rows(
        'p',
        'Yes',
        `K0005† | ultralightweight
K0008† | custom
K0009† | other
E1161† | tilt in space
E1229† | pediatric
E1231† | pediatric tilt
E1232† | pediatric tilt
E1233† | pediatric tilt
E1234† | pediatric tilt
E1235† | pediatric
E1236† | pediatric
E1237† | pediatric
E1238† | pediatric`,
      ),
      `
## Grid 2. Power chairs and scooters

`,
      HEAD,
      ...rows(
        'p',
        'Yes',
        `K0800† | scooter, group 1
K0801† | scooter, group 1
K0802† | scooter, group 1
K0813† | group 1
K0814† | group 1
K0815† | group 1
K0816† | group 1
K0820† – K0829† | group 2
K0835† – K0843† | group 2, powered
K0848† – K0864† | group 3`,
      ),
      ...rows(
        'x',
        'n/a',
        `K0806 | scooter, group 2
K0807 | scooter, group 2
K0808 | scooter, group 2
K0868 – K0871 | group 4
K0877 – K0880 | group 4
K0884 – K0886 | group 4
K0890 – K0891 | group 5
K0898 | other
K0899 | not coded by contractor
E0983 | add-on
E0984 | add-on
E0986 | push-rim assist`,
      ),
      `
## Grid 3. Seating and options

`,
      HEAD,
      ...rows(
        'c',
        'No',
        `E0950 | tray
E0951 | heel loop
E0952 | toe loop
E0955 | headrest
E0956 | lateral support
E0957 | thigh support
E0958 | one-arm drive
E0959 | amputee adapter
E0960 | shoulder harness
E0961 | brake extension
E0966 | headrest extension
E0967 | hand rim
E0971 | anti-tipping device
E0973 | arm rest
E0974 | anti-rollback
E0978 | belt
E0981 | seat upholstery
E0982 | back upholstery
E0990 | leg rest
E0992 | seat insert
E0995 | calf rest
E2201 | seat width
E2202 | seat width
E2203 | seat depth
E2204 | seat depth
E2205 | hand rim
E2206 | wheel lock
E2207 | crutch holder
E2208 | cylinder carrier
E2209 | arm trough
E2210 | bearings
E2601 | cushion
E2602 | cushion
E2603 | cushion
E2604 | cushion
E2605 | cushion
E2606 | cushion
E2607 | cushion
E2608 | cushion
E2611 | back
E2612 | back
E2613 | back
E2614 | back
E2615 | back
E2616 | back`,
      ),
      ...rows(
        'p',
        'Yes',
        `E1002† | tilt
E1003† | recline
E1004† | recline
E1005† | recline
E1006† | tilt and recline
E1007† | tilt and recline
E1008† | tilt and recline
E1010† | leg elevation
E1012† | leg elevation
E2300† | seat elevator
E2310† | connection
E2311† | connection
E2312† | control
E2313† | harness
E2321† | control
E2322† | control
E2325† | sip and puff
E2327† | head control
E2328† | head control
E2329† | head control
E2330† | head control
E2609† | custom cushion
E2617† | custom back`,
      ),
      ...rows(
        'x',
        'n/a',
        `E2301 | standing system
E2230 | manual standing
E0637 | sit to stand
E0638 | standing frame
E0641 | standing frame
E0642 | standing frame`,
      ),
      `
Notes. Report LT or RT for leg rests. Repair (K0739) is paid per 15 minutes, labor only, and needs no authorization.
`,
      g('men', 'mod:LT mod:RT', 'Report LT or RT for leg rests'),
      g('men', 'K0739', 'Repair (K0739) is paid per 15 minutes, labor only, and needs no authorization'),
    ],
    frame('CG-024'),
  ),
  doc(
    'cascade-03',
    'pdf',
    meta('CG-037', 'Imaging of Heart and Vessels', '2025-07-01'),
    [
      `# Imaging of Heart and Vessels

`,
      HEAD,
      ...rows(
        'p',
        'Yes',
        `75557† | MR
75559† | MR
75561† | MR
75563† | MR
75571† | CT
75572† | CT
75573† | CT
75574† | CT
75635† | CT
78451† | nuclear
78452† | nuclear
78453† | nuclear
78454† | nuclear
78459† | PET
78491† | PET
78492† | PET`,
      ),
      ...rows(
        'c',
        'No',
        `93303 | ultrasound
93304 | ultrasound
93306 | ultrasound
93307 | ultrasound
93308 | ultrasound
93312 | ultrasound
93350 | stress ultrasound
93351 | stress ultrasound
93880 | duplex
93882 | duplex
93925 | duplex
93970 | duplex
A9500 | tracer
A9502 | tracer
A9505 | tracer
A9555 | tracer
C8929 | ultrasound with contrast
C8930 | ultrasound with contrast`,
      ),
      ...rows(
        'x',
        'No',
        `0623T | plaque analysis
0624T | plaque analysis
0625T | plaque analysis
0626T | plaque analysis
93895 | wall thickness
93050 | pulse wave
S8092 | electron beam CT
G9999 | not in use`,
      ),
      `
## Secondary codes

Codes with an asterisk are paid only beside a code of the grid: 93320*, 93321*, 93325*, 93352*, J0153*, J1245*, J2785*.
They are covered as secondary codes.
`,
      g('cov', '93320 93321 93325 93352 J0153 J1245 J2785', 'They are covered as secondary codes'),
      `
## Diagnoses never accepted for 75571

Z13.6, Z82.49, Z00.00, Z00.01
`,
      g('dns', 'Z13.6 Z82.49 Z00.00 Z00.01', 'Diagnoses never accepted for 75571'),
      `
Fee basis: 2025 schedule, factor 32.3465. Locality 02. Radiology desk 503-555-0178, suite 78452.
`,
    ],
    frame('CG-037'),
  ),
  doc(
    'cascade-04',
    'pdf',
    meta('CG-052', 'Injectables under the Medical Benefit', '2026-04-01'),
    [
      `# Injectables under the Medical Benefit

Valid from April 1, 2026. Units follow the HCPCS title.

`,
      HEAD,
      ...rows(
        'p',
        'Yes',
        `J0129† | arthritis
J0178† | eye
J0202† | sclerosis
J0490† | lupus
J0517† | asthma
J0638† | periodic fever
J0717† | arthritis
J1300† | complement
J1303† | complement
J1602† | arthritis
J1745† | arthritis
J2182† | asthma
J2323† | sclerosis
J2350† | sclerosis
J2357† | asthma
J2507† | gout
J2786† | asthma
J3241† | thyroid eye
J3262† | arthritis
J3357† | psoriasis
J3380† | bowel
Q5103† | arthritis, biosimilar
Q5104† | arthritis, biosimilar
Q5121† | arthritis, biosimilar`,
      ),
      ...rows(
        'c',
        'No',
        `J0696 | antibiotic
J1100 | steroid
J1885 | pain
J2405 | nausea
J3301 | steroid
J3420 | vitamin
J7030 | fluid
J7040 | fluid
J7050 | fluid
90471 | administration
96365 | infusion service
96372 | injection service
96413 | infusion service`,
      ),
      ...rows(
        'x',
        'No',
        `J0275 | not for sexual dysfunction
J1726 | withdrawn
J3490* | unclassified, secondary
J0172 | amyloid antibody
S0012 | nasal pain spray
J2778 | eye, step product not tried`,
      ),
      `
## Diagnoses

Written without the point, as on claims. These support the drugs of the grid: M0579, M0689, L400, K5000, K5190, J4550, E0500.
`,
      g('sup', 'cm:M0579 cm:M0689 cm:L400 cm:K5000 cm:K5190 cm:J4550 cm:E0500', 'These support the drugs of the grid'),
      `
Old numbers kept for late claims only: J0150, J0718, J1440, Q9974, C9021, C9026.
`,
      g('men', 'J0150 ?J0718 J1440 Q9974 C9021 C9026', 'Old numbers kept for late claims only', { role: 'drug' }),
      `
Fax requests to 206-555-0109. Average turnaround 2.7 days; 11,745 requests in 2025. Cost share tiers: $0, $45, $250.
`,
    ],
    frame('CG-052'),
  ),
  doc(
    'cascade-05',
    'pdf',
    meta('CG-060', 'Orthotics of Spine and Knee', '2024-10-01'),
    [
      `# Orthotics of Spine and Knee

`,
      HEAD,
      ...rows(
        'c',
        'No',
        `L0450 | spine
L0454 | spine
L0455 | spine
L0621 | pelvis
L0625 | lumbar
L0626 | lumbar
L0641 | lumbar
L1810 | knee
L1812 | knee
L1820 | knee
L1830 | knee
L1833 | knee`,
      ),
      ...rows(
        'p',
        'Yes',
        `L0456† | spine
L0457† | spine
L0462† | spine
L0464† | spine
L0631† | lumbar
L0637† | lumbar
L0648† | lumbar
L0650† | lumbar
L0651† | lumbar
L1832† | knee
L1843† | knee
L1844† | knee
L1845† | knee
L1846† | knee
L1851† | knee
L1852† | knee`,
      ),
      ...rows(
        'x',
        'No',
        `L1834 | knee, molded
L1840 | knee, custom derotation
A4467 | belt
A9285 | inversion support`,
      ),
      ...rows('m', 'see L1851', `K0901 | deleted 12/31/2016`),
      ...rows('m', 'see L1852', `K0902 | deleted 12/31/2016`),
      `
## Diagnosis table for knee braces

Any one of M17.11, M17.12, M23.51, M23.52, M24.661, M24.662, S83.511A, S83.512A, S83.521A, S83.522A supports the brace.
M25.561 and M25.562 alone do not support it.
`,
      g('sup', 'M17.11 M17.12 M23.51 M23.52 M24.661 M24.662 S83.511A S83.512A S83.521A S83.522A', 'supports the brace'),
      g('dns', 'M25.561 M25.562', 'M25.561 and M25.562 alone do not support it'),
      `
Suppliers in Salem 97301 and Yakima 98901 may deliver by mail. NPI 1234567893 is the test number for electronic claims.
`,
    ],
    frame('CG-060'),
  ),
]
