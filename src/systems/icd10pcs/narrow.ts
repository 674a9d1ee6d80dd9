/**
 * Codes that stand behind those beside them. Drainage, Excision and Extraction of Medical and Surgical have a qualifier for
 * what is done to find out (`X`, Diagnostic): it is meant where a biopsy is asked for, and not where an operation is.
 */
export const narrow = (code: string): boolean => /^0.[9BD].{3}X$/.test(code)
