/** `manifest.json` of an edition: what it was built from, in a form a person and a program can read. */
import { z } from 'zod'
import { OwnDeclarationSchema } from '../systems/own/own.ts'

const SourceSchema = z.object({
  file: z.string().describe('path inside the download, containers joined by "!"'),
  role: z.string(),
  sha256: z.string().describe('of the downloaded or added file'),
  url: z.string().optional().describe('where it was fetched; absent for files the user added'),
  location: z
    .enum(['publisher', 'mirror', 'user', 'starter', 'program'])
    .describe(
      'who served it: the publisher, the package mirror, the user, the starter set, or the program, which ships with all of it',
    ),
})

const IssueSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'notice']),
  file: z.string(),
  line: z.number().optional(),
  text: z.string(),
})

/** Issues as the manifest keeps them. */
const IssuesShape = {
  rejected: z.number().describe('rows or files refused with an error Issue'),
  issueCounts: z.record(z.string(), z.number()).describe('Issues by code'),
  issues: z.array(IssueSchema).describe('the first hundred Issues, errors first'),
}

const PoliciesSchema = z.object({
  files: z.number().describe('files they were read from'),
  policies: z.number(),
  versions: z.number().describe('versions of policies'),
  findings: z.number().describe('what they say about codes'),
  passages: z.number(),
  licenceAccepted: z.string().optional().describe('day the user accepted the terms of the Medicare Coverage Database'),
  ...IssuesShape,
})

const ExplainersSchema = z.object({
  explainers: z.number(),
  reviewed: z.number().describe('with the name of a reviewer'),
  ...IssuesShape,
})

const ReleaseSchema = z.object({
  system: z.string(),
  label: z.string(),
  validFrom: z.string(),
  codes: z.number().describe('concepts that are codes or headers, chapters and sections not counted'),
  billable: z.number(),
  records: z.number().describe('records read from all files of the release'),
  ...IssuesShape,
  sources: z.array(SourceSchema),
})

const FileSchema = z.object({
  name: z.string(),
  bytes: z.number(),
  sections: z.array(z.string()).describe('SHA-256 of every 16 MiB of the file, in order'),
})

export const ManifestSchema = z.object({
  formatVersion: z.number(),
  builder: z.string().describe('medcodex version that built it'),
  id: z.string().describe('hash of the format, the builder and all source files'),
  concepts: z.number(),
  releases: z.array(ReleaseSchema),
  own: z
    .array(OwnDeclarationSchema)
    .optional()
    .describe('what code systems that the user brought declare of themselves'),
  warnings: z.array(z.string()).describe('what the checks found that did not stop the build'),
  codesId: z.string().optional().describe('hash of what the catalog and the search index were made from'),
  policies: PoliciesSchema.optional(),
  explainers: ExplainersSchema.optional(),
  files: z.array(FileSchema).describe('every other file of the edition'),
})

export type Manifest = z.infer<typeof ManifestSchema>
export type ManifestFile = z.infer<typeof FileSchema>
export type ManifestPolicies = z.infer<typeof PoliciesSchema>
export type ManifestExplainers = z.infer<typeof ExplainersSchema>
export type ManifestRelease = z.infer<typeof ReleaseSchema>
export type ManifestSource = z.infer<typeof SourceSchema>

/** Systems of which only some codes are there: that they do not know a code says nothing. */
export function partialSystems(releases: Pick<ManifestRelease, 'system' | 'sources'>[]): Set<string> {
  return new Set(releases.filter((r) => r.sources.some(({ location }) => location === 'starter')).map((r) => r.system))
}
