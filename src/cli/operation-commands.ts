/** One command for each operation: arguments and options derive from its input schema. */
import type { Command } from 'commander'
import { z } from 'zod'
import { today } from '../core/date.ts'
import { currentEditionPath, openEdition } from '../edition/edition.ts'
import { openQueryEmbedder } from '../edition/embed/query.ts'
import { homeAt } from '../edition/home.ts'
import { createMeaning } from '../service/meaning.ts'
import { type Operation, prepareAndPerform } from '../service/operation.ts'
import { OPERATIONS } from '../service/operations.ts'
import { render } from './render.ts'

interface Globals {
  readonly home?: string
  readonly json?: boolean
}

/** `asOf` → `--as-of`. */
const flagOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function optionsOf({
  input,
  positional,
}: Operation): { name: string; description: string; flag: boolean; isSwitch: boolean }[] {
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, FieldSchema>
  }
  return Object.entries(properties)
    .filter(([name]) => !positional.includes(name))
    .map(([name, schema]) => ({
      name,
      description: describe(schema),
      flag: isFlag(schema),
      isSwitch: schema['x-switch'] === true,
    }))
}

interface FieldSchema {
  readonly description?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly 'x-switch'?: boolean
}

const isFlag = (schema: FieldSchema): boolean => schema.enum?.includes('true') === true

/** The field's description with the values it may have and the one it has when nothing is said. */
function describe(schema: FieldSchema): string {
  const values = schema.enum !== undefined && !isFlag(schema) ? `: ${schema.enum.join(', ')}` : ''
  const usual = schema.default === undefined ? '' : ` (default: ${schema.default})`
  return `${schema.description ?? ''}${values}${usual}`
}

/** Arguments as commander writes them; the last takes the rest of the line: `<system>`, `[letter...]`. */
function placesOf({ input, positional }: Operation): string[] {
  return positional.map((name, i) => {
    const shown = i === positional.length - 1 ? `${name}...` : name
    return input.shape[name]?.safeParse(undefined).success ? `[${shown}]` : `<${shown}>`
  })
}

/** The group of commands called `name`, made where it is not there yet. */
export function groupOf(parent: Command, name: string): Command {
  return parent.commands.find((each) => each.name() === name) ?? parent.command(name)
}

/** Adds every operation to `program`. */
export function addOperationCommands(program: Command): void {
  for (const operation of OPERATIONS) {
    const words = (operation.command ?? operation.name).split(' ')
    const parent = words.slice(0, -1).reduce(groupOf, program)
    const command = parent.command([words.at(-1)!, ...placesOf(operation)].join(' ')).description(operation.summary)
    for (const { name, description, flag, isSwitch } of optionsOf(operation)) {
      const value = isSwitch ? '' : flag ? ' <yes|no>' : ' <value>'
      command.option(`--${flagOf(name)}${value}`, description)
    }
    command.action(async (...args: unknown[]) => {
      const globals = program.opts<Globals>()
      const flags = command.opts<Record<string, unknown>>()
      const options = Object.fromEntries(Object.entries(flags).map(([k, v]) => [k, v === true ? 'yes' : v]))
      const given = args.slice(0, operation.positional.length).map((a) => (Array.isArray(a) ? a.join(' ') : a))
      const positional = Object.fromEntries(operation.positional.map((name, i) => [name, given[i] || undefined]))
      const home = homeAt(globals.home)
      const opened = openEdition(currentEditionPath(home))
      // Who has a terminal here is who put the files here.
      const edition = opened.entitled
      const meaning = createMeaning(
        () => edition,
        (at) => openQueryEmbedder(home, at),
      )
      try {
        const context = { edition: () => edition, today, meaning }
        const answer = await prepareAndPerform(operation, context, { ...options, ...positional })
        process.stdout.write(`${globals.json ? JSON.stringify(answer, null, 2) : render(operation.name, answer)}\n`)
      } finally {
        opened.close()
      }
    })
  }
}
