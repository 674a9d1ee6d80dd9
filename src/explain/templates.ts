/**
 * The sections of each kind of code, in the order they are shown. The procedure template is the reference page's, section
 * by section. `coding` stands last where the issue names no such section: unit, coverage, dates and rules of a code are
 * official facts and need a place of their own, apart from what is medical.
 */
import type { Kind } from './model.ts'

export interface SectionTemplate {
  readonly id: string
  readonly heading: string
  /** Id of the section it stands in: Tools/Equipment and Anesthesia are part of the Procedure Description. */
  readonly inside?: string
  /** What is done one after the other is numbered. */
  readonly numbered?: boolean
  /** Other headings under which pages and texts write the same section. */
  readonly also?: readonly string[]
  /** What belongs here, for a person or a program that writes it. */
  readonly asks: string
}

const coding = (heading: string): SectionTemplate => ({
  id: 'coding',
  heading,
  asks: 'What the official rules say about using the code, in plain words. Filled from facts.',
})

const billing: SectionTemplate = {
  id: 'billing',
  heading: 'Billing unit in plain words',
  also: ['Billing unit'],
  asks: 'How much or how many one unit of the code is. Filled from facts.',
}

export const TEMPLATES: Readonly<Record<Kind, readonly SectionTemplate[]>> = {
  procedure: [
    { id: 'name', heading: 'Name of the Procedure', also: ['Name'], asks: 'Names a patient may hear or read.' },
    { id: 'summary', heading: 'Summary', asks: 'What is done, in two or three sentences.' },
    { id: 'purpose', heading: 'Purpose', asks: 'What it is meant to achieve.' },
    { id: 'indications', heading: 'Indications', asks: 'For which conditions or patients it is used.' },
    { id: 'preparation', heading: 'Preparation', asks: 'What happens before.' },
    {
      id: 'description',
      heading: 'Procedure Description',
      also: ['Description'],
      numbered: true,
      asks: 'What is done, step by step.',
    },
    {
      id: 'tools',
      heading: 'Tools/Equipment',
      also: ['Tools', 'Equipment', 'Tools and Equipment'],
      inside: 'description',
      asks: 'Devices, instruments, substances.',
    },
    { id: 'anesthesia', heading: 'Anesthesia', inside: 'description', asks: 'What keeps the patient free of pain.' },
    { id: 'duration', heading: 'Duration', asks: 'How long it takes.' },
    { id: 'setting', heading: 'Setting', asks: 'Where it is done.' },
    { id: 'personnel', heading: 'Personnel', asks: 'Who takes part.' },
    {
      id: 'risks',
      heading: 'Risks and Complications',
      also: ['Risks', 'Complications'],
      asks: 'What can go wrong: common, then rare.',
    },
    { id: 'benefits', heading: 'Benefits', asks: 'What patients may gain.' },
    { id: 'recovery', heading: 'Recovery', asks: 'What happens afterwards.' },
    { id: 'alternatives', heading: 'Alternatives', asks: 'What else is used for the same purpose.' },
    { id: 'experience', heading: 'Patient Experience', asks: 'What a patient may feel or notice.' },
    coding('Coding notes in plain words'),
  ],
  diagnosis: [
    { id: 'name', heading: 'Name', also: ['Name of the Condition'], asks: 'Names a patient may hear or read.' },
    { id: 'summary', heading: 'Summary', asks: 'What the condition is, in two or three sentences.' },
    { id: 'alsoCalled', heading: 'Also called', asks: 'Other names and terms.' },
    { id: 'symptoms', heading: 'Symptoms', asks: 'What people with the condition notice.' },
    { id: 'causes', heading: 'Causes and risk factors', also: ['Causes'], asks: 'Why it happens, and to whom.' },
    { id: 'diagnosis', heading: 'How it is diagnosed', also: ['Diagnosis'], asks: 'Examinations and tests.' },
    { id: 'treatment', heading: 'Treatment', asks: 'What is done for it.' },
    { id: 'outlook', heading: 'Outlook', also: ['Prognosis'], asks: 'What usually follows.' },
    { id: 'seekCare', heading: 'When to seek care', asks: 'Which signs call for care, stated and not advised.' },
    coding('Coding notes in plain words'),
  ],
  circumstance: [
    { id: 'name', heading: 'Name', asks: 'Names a patient may hear or read.' },
    {
      id: 'summary',
      heading: 'What it says',
      also: ['Summary'],
      asks: 'What the code tells, in two or three sentences.',
    },
    { id: 'alsoCalled', heading: 'Also called', asks: 'Other names and terms.' },
    { id: 'uses', heading: 'When it is used', asks: 'At which visits and for whom.' },
    { id: 'record', heading: 'What the record has to say', asks: 'What must be written down for it.' },
    { id: 'beside', heading: 'What is reported with it', asks: 'Codes before, after and beside it.' },
    { id: 'who', heading: 'Who uses it, and for what', asks: 'What the information serves.' },
    { id: 'meaning', heading: 'What it means for a patient', asks: 'What it says of a person, and what it does not.' },
    { id: 'prevention', heading: 'What helps to prevent it', asks: 'What is known to lower the risk.' },
    { id: 'traps', heading: 'What is easily mixed up', asks: 'Codes and rules that are often confused.' },
    coding('Coding notes in plain words'),
  ],
  drug: [
    { id: 'name', heading: 'Name', asks: 'Generic and brand names.' },
    { id: 'summary', heading: 'What it is', also: ['Summary'], asks: 'What sort of drug, in two or three sentences.' },
    { id: 'uses', heading: 'Used for', asks: 'Conditions it is used for.' },
    { id: 'given', heading: 'How it is given', asks: 'Route, and who gives it.' },
    { id: 'effects', heading: 'Common effects', asks: 'Frequent side effects.' },
    { id: 'risks', heading: 'Serious risks', asks: 'Rare or dangerous effects.' },
    { id: 'before', heading: 'Before you receive it', asks: 'What is checked or asked before.' },
    billing,
    coding('Coding notes in plain words'),
  ],
  supply: [
    { id: 'name', heading: 'Name', asks: 'What it is called.' },
    { id: 'summary', heading: 'What it is', also: ['Summary'], asks: 'What the item is, in two or three sentences.' },
    { id: 'uses', heading: 'Used for', also: ['Purpose'], asks: 'Who uses it and why.' },
    { id: 'use', heading: 'How it is used', asks: 'How it works and is handled.' },
    { id: 'risks', heading: 'Risks', asks: 'What can go wrong.' },
    { id: 'care', heading: 'Care and replacement', asks: 'How it is looked after and how long it lasts.' },
    { id: 'alternatives', heading: 'Alternatives', asks: 'What else is used for the same purpose.' },
    billing,
    coding('Coding notes in plain words'),
  ],
  laboratory: [
    { id: 'name', heading: 'Name of the Test', also: ['Name'], asks: 'Names a patient may hear or read.' },
    { id: 'summary', heading: 'Summary', asks: 'What is tested, in two or three sentences.' },
    { id: 'purpose', heading: 'Why it is done', also: ['Purpose'], asks: 'What the answer is used for.' },
    { id: 'preparation', heading: 'Preparation', asks: 'What happens before.' },
    { id: 'sample', heading: 'How the sample is taken', asks: 'What is taken from the patient, and how.' },
    { id: 'results', heading: 'What the results mean', asks: 'How results are read.' },
    { id: 'risks', heading: 'Risks and limits', asks: 'What can go wrong, and what the test cannot tell.' },
    billing,
    coding('Coding notes in plain words'),
  ],
  group: [
    { id: 'name', heading: 'Name', asks: 'The official name.' },
    { id: 'summary', heading: 'Summary', asks: 'What sort of codes it gathers.' },
    { id: 'contents', heading: 'What it holds', asks: 'Its parts.' },
    coding('Coding notes in plain words'),
  ],
  reference: [
    { id: 'name', heading: 'Name', asks: 'The official name.' },
    {
      id: 'summary',
      heading: 'What it is',
      also: ['Summary'],
      asks: 'What the code stands for, in a sentence or two.',
    },
    { id: 'uses', heading: 'Used for', asks: 'Where the code is used and by whom.' },
    coding('How it is used, in plain words'),
  ],
}

/** Name of a kind for people. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  procedure: 'Procedure',
  diagnosis: 'Diagnosis',
  circumstance: 'Circumstance of care',
  drug: 'Drug',
  supply: 'Supply or device',
  laboratory: 'Laboratory test',
  group: 'Classification group',
  reference: 'Code',
}

/** Sections whose heading no template knows have this id, so that nothing written is lost. */
export const OTHER_SECTION = 'other'

const fold = (heading: string): string => heading.toLowerCase().replace(/[^a-z]+/g, '')

/** The template section that `heading` names, in any capitals and punctuation. */
export function sectionByHeading(kind: Kind, heading: string): SectionTemplate | undefined {
  const wanted = fold(heading)
  return TEMPLATES[kind].find((each) => [each.heading, ...(each.also ?? [])].some((name) => fold(name) === wanted))
}

export function sectionById(kind: Kind, id: string): SectionTemplate | undefined {
  return TEMPLATES[kind].find((each) => each.id === id)
}
