/**
 * Our plain words for values of the remaining axes of ICD-10-PCS, by official label. A value that is not here is used
 * with its official words in reading order.
 */

/** Devices and materials, with their article; they stand where `{device}` does. */
export const DEVICES: Readonly<Record<string, string>> = {
  'Autologous Tissue Substitute': 'tissue from the patient’s own body (autologous tissue substitute)',
  'Nonautologous Tissue Substitute': 'tissue that is not from the patient’s own body (nonautologous tissue substitute)',
  'Zooplastic Tissue': 'tissue from an animal (zooplastic tissue)',
  'Autologous Venous Tissue': 'a vein from the patient’s own body (autologous venous tissue)',
  'Autologous Arterial Tissue': 'an artery from the patient’s own body (autologous arterial tissue)',
  'Synthetic Substitute': 'man-made material (synthetic substitute)',
  'Intraluminal Device': 'a device that lies inside the channel (intraluminal device)',
  'Extraluminal Device': 'a device that lies around the outside of the channel (extraluminal device)',
  'Internal Fixation Device': 'a device inside the body that holds the parts in place (internal fixation device)',
  'External Fixation Device': 'a device outside the body that holds the parts in place (external fixation device)',
  'Drainage Device': 'a device that drains (drainage device)',
  'Radioactive Element': 'a radioactive element',
  'Other Device': 'a device of another kind',
  'Packing Material': 'packing material',
  'Traction Apparatus': 'a traction apparatus',
}

/** Substances and blood products. */
export const SUBSTANCES: Readonly<Record<string, string>> = {
  Antineoplastic: 'a drug against cancer (antineoplastic)',
  'Anti-infective': 'a drug against infection (anti-infective)',
  'Anti-inflammatory': 'a drug against inflammation (anti-inflammatory)',
  'Anesthetic Agent': 'an anesthetic (it stops feeling)',
  'Intracirculatory Anesthetic': 'an anesthetic that works in the bloodstream (intracirculatory anesthetic)',
  'Analgesics, Hypnotics, Sedatives':
    'a drug that relieves pain or brings sleep or calm (analgesics, hypnotics, sedatives)',
  Thrombolytic: 'a drug that dissolves clots (thrombolytic)',
  'Platelet Inhibitor': 'a drug that keeps platelets from clumping (platelet inhibitor)',
  Vasopressor: 'a drug that raises blood pressure (vasopressor)',
  Antiarrhythmic: 'a drug for the rhythm of the heart (antiarrhythmic)',
  Hormone: 'a hormone',
  Immunotherapeutic: 'a drug that acts on the immune system (immunotherapeutic)',
  'Nutritional Substance': 'a substance that feeds the body (nutritional substance)',
  'Electrolytic and Water Balance Substance': 'a substance for the balance of salts and water',
  'Radioactive Substance': 'a radioactive substance',
  'Destructive Agent': 'a substance that destroys tissue (destructive agent)',
  'Serum, Toxoid and Vaccine': 'a serum, toxoid or vaccine',
  'Irrigating Substance': 'a substance for cleaning (irrigating substance)',
  Dialysate: 'dialysate',
  Gas: 'a gas',
  Pigment: 'a pigment',
  'Other Diagnostic Substance': 'another substance used to make a diagnosis',
  'Other Therapeutic Substance': 'another substance used for treatment',
  'Adhesion Barrier': 'an adhesion barrier (it keeps tissues from sticking together)',
  Sperm: 'sperm',
  'Fertilized Ovum': 'a fertilized ovum (egg)',
  'Pancreatic Islet Cells': 'pancreatic islet cells',
  'Whole Blood': 'whole blood',
  'Bone Marrow': 'bone marrow',
  'Red Blood Cells': 'red blood cells',
  'White Cells': 'white blood cells',
  Platelets: 'platelets',
  'Serum Albumin': 'serum albumin',
  'Frozen Plasma': 'frozen plasma',
  'Fresh Plasma': 'fresh plasma',
  'Plasma Cryoprecipitate': 'plasma cryoprecipitate',
  'Frozen Red Cells': 'frozen red blood cells',
  Globulin: 'globulin',
  Fibrinogen: 'fibrinogen',
  'Antihemophilic Factors': 'antihemophilic factors (they help blood to clot)',
  'Factor IX': 'factor IX (it helps blood to clot)',
  '4-Factor Prothrombin Complex Concentrate': '4-factor prothrombin complex concentrate',
  'Stem Cells, Cord Blood': 'stem cells from cord blood',
  'Stem Cells, Hematopoietic': 'blood-forming (hematopoietic) stem cells',
  'Stem Cells, Embryonic': 'embryonic stem cells',
  'Stem Cells, Somatic': 'somatic stem cells',
  'Stem Cells, T-cell Depleted Hematopoietic': 'blood-forming (hematopoietic) stem cells that are T-cell depleted',
  'Hematopoietic Stem/Progenitor Cells, Genetically Modified':
    'blood-forming (hematopoietic) stem or progenitor cells that are genetically modified',
  'Pathogen Reduced Cryoprecipitated Fibrinogen Complex': 'pathogen reduced cryoprecipitated fibrinogen complex',
}

/** Qualifiers as a sentence of their own. */
export const QUALIFIERS: Readonly<Record<string, string>> = {
  Diagnostic: 'The purpose is diagnostic: to find out what is wrong, as with a sample of tissue or fluid (a biopsy).',
  Temporary: 'What is put in is temporary.',
  Intraoperative: 'It takes place during an operation (intraoperative).',
  Allogeneic: 'The tissue is from another person (allogeneic).',
  Syngeneic: 'The tissue is from a person with the same genes (syngeneic).',
  Zooplastic: 'The tissue is from an animal (zooplastic).',
  Autologous: 'What is given is from the patient’s own body (autologous).',
  Nonautologous: 'What is given is not from the patient’s own body (nonautologous).',
  'Allogeneic, Related': 'What is given is from a person who is a relative (allogeneic, related).',
  'Allogeneic, Unrelated': 'What is given is from a person who is not a relative (allogeneic, unrelated).',
  'Allogeneic, Unspecified':
    'What is given is from another person; the code does not say whether a relative (allogeneic, unspecified).',
  'Full Thickness': 'The full thickness is used.',
  'Partial Thickness': 'Only a part of the thickness is used (partial thickness).',
  Cemented: 'It is fixed with cement (cemented).',
  Uncemented: 'It is fixed without cement (uncemented).',
  'Hand-Assisted': 'A hand helps in the procedure (hand-assisted).',
  Stoma: 'The place is a stoma, an opening made by surgery.',
  'Anterior Approach, Anterior Column':
    'The spine is reached from the front (anterior approach), and its front part is treated (anterior column).',
  'Posterior Approach, Posterior Column':
    'The spine is reached from the back (posterior approach), and its back part is treated (posterior column).',
  'Posterior Approach, Anterior Column':
    'The spine is reached from the back (posterior approach), and its front part is treated (anterior column).',
  Vacuum: 'It is done with vacuum (suction).',
  'Unenhanced and Enhanced': 'Pictures are made without contrast (unenhanced) and with it (enhanced).',
  Guidance: 'The pictures guide another procedure (guidance).',
  Densitometry: 'The density is measured (densitometry).',
  Transesophageal: 'The pictures are made from inside the esophagus (transesophageal).',
  Intravascular: 'The pictures are made from inside a blood vessel (intravascular).',
}

/** How long or how often. */
export const DURATIONS: Readonly<Record<string, string>> = {
  Intermittent: 'It is given from time to time (intermittent).',
  Continuous: 'It is given without a break (continuous).',
  Intraoperative: 'It is given during an operation (intraoperative).',
  Single: 'It is done a single time.',
  Multiple: 'It is done more than a single time (multiple).',
  'Less than 8 Consecutive Hours': 'It lasts less than 8 consecutive hours.',
  '8-24 Consecutive Hours': 'It lasts 8-24 consecutive hours.',
  'Greater than 24 Consecutive Hours': 'It lasts longer than 24 consecutive hours.',
  'Less than 24 Consecutive Hours': 'It lasts less than 24 consecutive hours.',
  '24-96 Consecutive Hours': 'It lasts 24-96 consecutive hours.',
  'Greater than 96 Consecutive Hours': 'It lasts longer than 96 consecutive hours.',
  'Intermittent, Less than 6 Hours Per Day': 'It is given from time to time, less than 6 hours per day.',
  'Prolonged Intermittent, 6-18 hours Per Day': 'It is given from time to time but for long, 6-18 hours per day.',
  'Continuous, Greater than 18 hours Per Day': 'It is given without a break, more than 18 hours per day.',
}

/** Functions that are measured, watched or taken over. */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  Ventilation: 'ventilation (breathing)',
  Oxygenation: 'oxygenation (the supply of oxygen)',
  Filtration: 'filtration (the cleaning of a fluid)',
  Saturation: 'saturation (how much oxygen there is)',
}
