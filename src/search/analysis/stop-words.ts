/** Words that carry no meaning of their own in code titles and in what people type. */

/** Never indexed and never required. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the of to in on at by for from and or as is are be was were been am with into onto via per than that this ' +
    'these those it its due caused following associated related i me my mine your his her our their we he she they ' +
    'got get gets getting have has had having do does did can cannot cant wont like some any when while which who ' +
    'what where how about also been being if so up out off over under used using nos nec unspecified elsewhere otherwise classified ' +
    'code codes icd10'
  ).split(' '),
)

/** Words of little weight: present in thousands of titles as part of the coding form, seldom what is meant. */
export const FAINT_WORDS: ReadonlySet<string> = new Set(
  'other initial subsequent encounter specified disease disorder syndrome condition approach side site nature type not without use accidental unintentional'.split(
    ' ',
  ),
)

/** After these a letter is a name, not an article: hepatitis A, vitamin A, hemophilia A, influenza A. */
export const LETTERED: ReadonlySet<string> = new Set(
  'hepatitis vitamin hemophilia haemophilia influenza group type streptococcus streptococcal toxin class stanford grade coxsackie'.split(
    ' ',
  ),
)

/** Words that turn the one after them round. */
export const NEGATIONS: readonly string[] = ['without', 'not', 'no', 'excludes']
