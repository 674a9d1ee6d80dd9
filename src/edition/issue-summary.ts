/** How the manifest keeps Issues: all of them counted by kind, the first hundred whole, errors first. */
import type { Issue } from '../core/issue.ts'

const MOST_ISSUES = 100
const RANK = { error: 0, warning: 1, notice: 2 } as const

export interface IssueSummary {
  rejected: number
  issueCounts: Record<string, number>
  issues: { code: string; severity: Issue['severity']; file: string; line?: number; text: string }[]
}

export function issueSummary(issues: readonly Issue[]): IssueSummary {
  return {
    rejected: issues.filter((i) => i.severity === 'error').length,
    issueCounts: Object.fromEntries([...Map.groupBy(issues, (i) => i.code)].map(([code, list]) => [code, list.length])),
    issues: [...issues]
      .sort((a, b) => RANK[a.severity] - RANK[b.severity])
      .slice(0, MOST_ISSUES)
      .map(({ code, severity, file, line, text }) => ({
        code,
        severity,
        file,
        text,
        ...(line === undefined ? {} : { line }),
      })),
  }
}
