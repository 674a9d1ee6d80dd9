/** Every code system of a standards body that ships with the program. */
import { countries, subdivisions } from './countries.ts'
import { currencies } from './currencies.ts'
import { languages } from './languages.ts'
import { mediaTypes } from './media-types.ts'
import type { StandardSystem } from './standard-system.ts'

export const STANDARD_SYSTEMS: readonly StandardSystem[] = [languages, mediaTypes, countries, subdivisions, currencies]
