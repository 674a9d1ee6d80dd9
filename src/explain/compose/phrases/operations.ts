/**
 * Our plain words for the root operations of ICD-10-PCS and for the types of its other sections, by official label. The
 * official definition stands behind each as a fact and is shown beside it. `{part}` is the body part with its article,
 * `{device}` the device with its article, `{what}` the substance or function. Reviewed wording: change it only with the
 * official definition in hand.
 */

export interface OperationPhrase {
  /** Follows `This procedure`. */
  readonly does: string
  /** Instead of `does` where the code names a device. */
  readonly withDevice?: string
  /** What the official explanation or definition says it is for. */
  readonly aim?: string
  /** The device is put in, and is there after the procedure. */
  readonly leaves?: boolean
}

/** Medical and Surgical, Obstetrics, Placement and New Technology. */
export const OPERATIONS: Readonly<Record<string, OperationPhrase>> = {
  Alteration: {
    does: 'changes the form of {part} without affecting the function',
    withDevice: 'changes the form of {part} without affecting the function, with {device}',
    aim: 'The principal purpose is to improve appearance.',
    leaves: true,
  },
  Bypass: {
    does: 'changes the route that the contents of {part} take',
    withDevice: 'changes the route that the contents of {part} take, with {device}',
    leaves: true,
  },
  Change: {
    does: 'takes a device out of or off {part} and puts back the same or a similar one, without cutting or puncturing the skin or a mucous membrane',
    withDevice:
      'takes {device} out of or off {part} and puts back the same or a similar one, without cutting or puncturing the skin or a mucous membrane',
  },
  Control: {
    does: 'stops, or tries to stop, bleeding at {part} that came after a procedure or came suddenly (acute bleeding)',
    leaves: true,
  },
  Creation: { does: 'puts in material to form a new body part', leaves: true },
  Destruction: {
    does: 'destroys all or a portion of {part} with energy, force or a substance that destroys tissue',
  },
  Detachment: { does: 'cuts off all or a portion of a limb (an amputation) at {part}' },
  Dilation: {
    does: 'widens {part}: the opening or the channel inside (the lumen)',
    withDevice: 'widens {part}: the opening or the channel inside (the lumen), with {device}',
    leaves: true,
  },
  Division: { does: 'cuts into {part} to make a separation, without draining fluid or gas from it' },
  Drainage: {
    does: 'takes or lets out fluid or gas from {part}',
    withDevice: 'takes or lets out fluid or gas from {part}, with {device}',
    leaves: true,
  },
  Excision: { does: 'cuts out or off a portion of {part}, without replacement' },
  Extirpation: { does: 'takes or cuts solid matter out of {part}' },
  Extraction: { does: 'pulls or strips out or off all or a portion of {part} by force' },
  Fragmentation: { does: 'breaks solid matter in {part} into pieces' },
  Fusion: {
    does: 'joins together the portions of {part} so that they can no longer move',
    withDevice: 'joins together the portions of {part} so that they can no longer move, with {device}',
    leaves: true,
  },
  Insertion: {
    does: 'puts a device in {part}',
    withDevice: 'puts {device} in {part}',
    leaves: true,
  },
  Inspection: { does: 'explores {part} by looking, by touch or both' },
  Map: { does: 'finds the route of electrical impulses in {part}, or the areas in it that do a certain work' },
  Occlusion: {
    does: 'completely closes {part}: the opening or the channel inside (the lumen)',
    withDevice: 'completely closes {part}: the opening or the channel inside (the lumen), with {device}',
    leaves: true,
  },
  Reattachment: {
    does: 'puts back all or a portion of {part} after it was separated, at the normal place or another suitable place',
  },
  Release: { does: 'frees {part} from something that holds it in an abnormal way, by cutting or by force' },
  Removal: { does: 'takes a device out of or off {part}', withDevice: 'takes {device} out of or off {part}' },
  Repair: {
    does: 'restores {part}, as far as possible, to normal form and function',
    withDevice: 'restores {part}, as far as possible, to normal form and function, with {device}',
    leaves: true,
  },
  Replacement: {
    does: 'puts in material that takes the place of all or a portion of {part}, or of its function',
    withDevice: 'puts in {device} that takes the place of all or a portion of {part}, or of its function',
    leaves: true,
  },
  Reposition: {
    does: 'moves all or a portion of {part} to the normal place or another suitable place',
    withDevice: 'moves all or a portion of {part} to the normal place or another suitable place, with {device}',
    leaves: true,
  },
  Resection: { does: 'cuts out or off all of {part}, without replacement' },
  Restriction: {
    does: 'partly closes {part}: the opening or the channel inside (the lumen)',
    withDevice: 'partly closes {part}: the opening or the channel inside (the lumen), with {device}',
    leaves: true,
  },
  Revision: {
    does: 'corrects a device at {part} that does not work well or has moved out of place',
    withDevice: 'corrects {device} at {part} that does not work well or has moved out of place',
  },
  Supplement: {
    does: 'puts in material that makes {part} stronger or adds to its function',
    withDevice: 'puts in {device} that makes {part} stronger or adds to its function',
    leaves: true,
  },
  Transfer: {
    does: 'moves all or a portion of {part} to another place, without taking it out, to take over the function of another body part',
  },
  Transplantation: {
    does: 'puts in all or a portion of {part}, living and taken from another person or an animal, to take the place or function of a similar body part',
  },
  Abortion: { does: 'ends a pregnancy by artificial means' },
  Delivery: { does: 'helps {part} pass out of the genital canal' },
  Compression: { does: 'puts pressure on {part}', withDevice: 'puts pressure on {part} with {device}' },
  Dressing: {
    does: 'puts material on {part} to protect it',
    withDevice: 'puts {device} on {part} to protect it',
  },
  Immobilization: {
    does: 'limits or prevents movement of {part}',
    withDevice: 'limits or prevents movement of {part} with {device}',
  },
  Packing: { does: 'puts material in {part}', withDevice: 'puts {device} in {part}' },
  Traction: {
    does: 'pulls on {part} in a distal direction, which is away from the middle of the body',
    withDevice: 'pulls on {part} with {device} in a distal direction, which is away from the middle of the body',
  },
}

/** Operations of the remaining sections; `{part}` is the body system or region, `{what}` the sixth character. */
export const SERVICES: Readonly<Record<string, string>> = {
  Introduction: 'puts {what} in or on {part}',
  Irrigation: 'puts {what} in or on {part} to clean it',
  Transfusion: 'puts {what} into {part}',
  Assistance: 'takes over a portion of {what} by equipment outside the body',
  Performance: 'completely takes over {what} by equipment outside the body',
  Restoration: 'returns, or tries to return, {what} to its original state by equipment outside the body',
  'Atmospheric Control': 'controls the pressure and the composition of the air around the body',
  Decompression: 'takes undissolved gas out of the fluids of the body, with equipment outside it',
  'Electromagnetic Therapy': 'treats with electromagnetic rays from outside the body',
  Hyperthermia: 'raises the temperature of the body from outside',
  Hypothermia: 'lowers the temperature of the body from outside',
  Perfusion: 'treats by letting a therapeutic fluid spread through tissue outside the body',
  Pheresis: 'separates blood into its products outside the body',
  Phototherapy: 'treats with light rays from outside the body',
  'Shock Wave Therapy': 'treats with shock waves from outside the body',
  'Ultrasound Therapy': 'treats with ultrasound from outside the body',
  'Ultraviolet Light Therapy': 'treats with ultraviolet light from outside the body',
  Treatment: 'treats {part} by hand, to relieve somatic dysfunction and related disorders',
  Manipulation:
    'moves a joint of {part} by hand with a directed thrust, past its usual range but not past the limit of its anatomy',
  Measurement: 'finds the level of {what} at one point in time',
  Monitoring: 'finds the level of {what} again and again over a period of time',
  'Plain Radiography': 'makes a flat X-ray picture of {part}',
  Fluoroscopy: 'shows {part} in real time on a screen, with X-rays',
  'Computerized Tomography (CT Scan)': 'makes pictures of {part} by computer from many X-ray exposures',
  'Magnetic Resonance Imaging (MRI)': 'makes pictures of {part} by computer from radio signals in a magnetic field',
  Ultrasonography: 'makes real time pictures of {part} with high frequency sound waves',
  'Other Imaging': 'shows {part} by another method of imaging',
  'Nonimaging Nuclear Medicine Assay':
    'uses a radioactive material in the body to study body fluids and blood, without pictures; the site is {part}',
  'Nonimaging Nuclear Medicine Probe':
    'uses a radioactive material in the body to study where a substance goes, without pictures; the site is {part}',
  'Nonimaging Nuclear Medicine Uptake':
    'uses a radioactive material in the body to measure how an organ works, without pictures; the site is {part}',
  'Planar Nuclear Medicine Imaging': 'makes flat pictures of {part} with a radioactive material in the body',
  'Positron Emission Tomographic (PET) Imaging':
    'makes three dimensional pictures of {part} with a radioactive material in the body',
  'Systemic Nuclear Medicine Therapy':
    'treats with a radioactive material that is put into the body; the site is {part}',
  'Tomographic (Tomo) Nuclear Medicine Imaging':
    'makes three dimensional pictures of {part} with a radioactive material in the body',
  'Beam Radiation': 'treats {part} with a beam of radiation',
  Brachytherapy: 'treats {part} with a source of radiation placed in or near it',
  'Stereotactic Radiosurgery': 'treats {part} with radiation that is aimed at an exact point',
  'Other Radiation': 'treats {part} with radiation of another form',
}

/** What is measured, trained or talked about in the sections on rehabilitation, mental health and substance use. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'Activities of Daily Living Assessment': 'measures how well a person manages the activities of daily living',
  'Activities of Daily Living Treatment':
    'trains a person in the activities of daily living, with exercise or activities',
  'Caregiver Training': 'trains a caregiver to support the patient’s best level of function',
  'Cochlear Implant Treatment': 'helps a person with a cochlear implant to communicate better',
  'Device Fitting': 'fits a device that helps a person to function at a higher level',
  'Hearing Aid Assessment': 'measures how well a hearing device suits and works',
  'Hearing Assessment': 'measures hearing and related functions',
  'Hearing Treatment': 'improves or makes up for hearing that is impaired',
  'Motor Treatment': 'helps movement with exercise or activities',
  'Motor and/or Nerve Function Assessment': 'measures how muscles and nerves work',
  'Speech Assessment': 'measures speech and related functions',
  'Speech Treatment': 'improves or makes up for speech that is impaired',
  'Vestibular Assessment': 'measures the vestibular system (the sense of balance)',
  'Vestibular Treatment': 'improves or makes up for a vestibular system (the sense of balance) that is impaired',
  Biofeedback:
    'shows a person signals of the body while they are monitored and regulated, to improve function or well-being',
  Counseling: 'uses psychological methods to treat a person with developmental issues or psychological problems',
  'Crisis Intervention': 'treats a person in acute distress for a short time, to stabilize them',
  'Electroconvulsive Therapy': 'treats a mental health disorder with controlled electrical voltages',
  'Family Psychotherapy': 'treats a mental health disorder together with one or more members of the family',
  'Group Psychotherapy': 'treats two or more people with a mental health disorder together',
  Hypnosis: 'brings a person into a state of heightened suggestibility',
  'Individual Psychotherapy': 'treats one person by psychological methods',
  'Light Therapy': 'treats with special light to improve function or well-being',
  'Medication Management': 'watches and adjusts the medications that are used for treatment',
  Narcosynthesis: 'gives barbiturates into a vein to release thoughts that were repressed',
  'Psychological Tests': 'measures how the mind works with standardized tests',
  'Detoxification Services': 'helps the body get free of alcohol or drugs',
  'Family Counseling': 'treats addictive behavior with psychological methods, together with one or more family members',
  'Group Counseling': 'treats addictive behavior of two or more people with psychological methods',
  'Individual Counseling': 'treats addictive behavior of one person with psychological methods',
  Pharmacotherapy: 'treats addiction with replacement medications',
}
