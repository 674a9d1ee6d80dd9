/** Where a release file came from, kept beside it as `NAME.provenance.json`. */
import { z } from 'zod'

export const PROVENANCE_SUFFIX = '.provenance.json'

export const ProvenanceSchema = z.object({
  /** `publisher`: its own address; `mirror`: a package index; `user`: added by hand. */
  location: z.enum(['publisher', 'mirror', 'user']),
  /** Address it was downloaded from, or `pypi:name==version`; absent for local files. */
  url: z.string().optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bytes. */
  size: z.number(),
  /** When it was downloaded or added, ISO 8601. */
  date: z.string(),
  /** The user said that a licence of theirs covers the text in it. */
  licenceHeld: z.literal(true).optional(),
  /** Code systems of the user's own in it: which member holds one, and what it declares. */
  own: z
    .array(
      z.object({
        /** Path of the member, containers joined by `!`, without the file itself; empty for the file. */
        member: z.string(),
        role: z.string(),
        label: z.string(),
        validFrom: z.string(),
        declaration: z.unknown(),
      }),
    )
    .optional(),
  /** Checksum recorded for this address earlier, when it differs from `sha256`. */
  expectedSha256: z.string().optional(),
})

export type Provenance = z.infer<typeof ProvenanceSchema>
