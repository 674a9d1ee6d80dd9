/** RxNorm's term types and relations, as its technical documentation explains them, in few words. */
import type { RelationDeclaration } from '../system.ts'

/** Term types that name a concept of their own. */
export const TERM_TYPES: Readonly<Record<string, string>> = {
  IN: 'Ingredient',
  PIN: 'Precise ingredient',
  MIN: 'Multiple ingredients',
  BN: 'Brand name',
  SCDC: 'Ingredient and strength',
  SCDF: 'Ingredient and dose form',
  SCDFP: 'Precise ingredient and dose form',
  SCDG: 'Ingredient and dose form group',
  SCDGP: 'Precise ingredient and dose form group',
  SCD: 'Clinical drug: ingredient, strength and dose form',
  SBDC: 'Branded ingredient and strength',
  SBDF: 'Branded ingredient and dose form',
  SBDFP: 'Branded precise ingredient and dose form',
  SBDG: 'Branded ingredient and dose form group',
  SBD: 'Branded drug: ingredient, strength, dose form and brand',
  GPCK: 'Pack of clinical drugs',
  BPCK: 'Branded pack',
  DF: 'Dose form',
  DFG: 'Dose form group',
  ET: 'Dose form entry term',
}

/** One relation of each pair of opposites; the other direction is its inverse. */
export const RELATIONS: Readonly<Record<string, RelationDeclaration>> = {
  has_ingredient: { label: 'Has ingredient', inverse: 'Ingredient of' },
  has_ingredients: { label: 'Has ingredients', inverse: 'Ingredients of' },
  has_precise_ingredient: { label: 'Has precise ingredient', inverse: 'Precise ingredient of' },
  has_tradename: { label: 'Sold as', inverse: 'Trade name of' },
  has_dose_form: { label: 'Has dose form', inverse: 'Dose form of' },
  has_doseformgroup: { label: 'In dose form group', inverse: 'Group of dose form' },
  consists_of: { label: 'Consists of', inverse: 'Constitutes' },
  contains: { label: 'Contains', inverse: 'Contained in' },
  isa: { label: 'Is a kind of', inverse: 'More special' },
  has_form: { label: 'Has form', inverse: 'Form of' },
  has_part: { label: 'Has part', inverse: 'Part of' },
  has_quantified_form: { label: 'Has form with a quantity', inverse: 'Quantified form of' },
  has_boss: { label: 'Strength is stated of', inverse: 'Strength stated in' },
  reformulated_to: { label: 'Reformulated to', inverse: 'Reformulated from' },
}
