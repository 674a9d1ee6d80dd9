/** `medcodex publish`: writes the current edition into a search cluster. */
import type { Command } from 'commander'
import { publish } from '../cluster/publish.ts'
import { clusterClient } from '../cluster/search.ts'
import { AppError } from '../core/errors.ts'
import { currentEditionPath, openEdition } from '../edition/edition.ts'
import { homeAt } from '../edition/home.ts'

function whole(name: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= least && number <= most) return number
    throw new AppError('invalid-input', { problem: `${name} is a number from ${least} to ${most}, not "${text}"` })
  }
}

export function addPublishCommand(program: Command): void {
  program
    .command('publish')
    .description('Write the current edition into OpenSearch, for servers started with --search.')
    .requiredOption(
      '--opensearch <address>',
      'nodes of the cluster, with commas between them: http://a:9200,http://b:9200',
    )
    .option('--shards <number>', 'parts of the index', whole('--shards', 1, 1_024), 1)
    .option('--replicas <number>', 'copies of each part', whole('--replicas', 0, 10), 1)
    .action(async ({ opensearch, shards, replicas }: { opensearch: string; shards: number; replicas: number }) => {
      const { home, json } = program.opts<{ home?: string; json?: boolean }>()
      const edition = openEdition(currentEditionPath(homeAt(home)))
      const client = clusterClient(opensearch)
      try {
        const published = await publish(client, edition, { shards, replicas })
        const { index, names, resumed, removed, seconds } = published
        const text = [
          `Published edition ${edition.id} as ${index}: ${names.toLocaleString('en-US')} names in ${seconds.toFixed(1)} s.`,
          ...(resumed > 0 ? [`${resumed.toLocaleString('en-US')} of them were there from a run before.`] : []),
          ...removed.map((name) => `Removed ${name}.`),
        ]
        process.stdout.write(`${json ? JSON.stringify(published, null, 2) : text.join('\n')}\n`)
      } finally {
        await client.close()
        edition.close()
      }
    })
}
