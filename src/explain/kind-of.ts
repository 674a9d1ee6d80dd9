/** Which template a code uses: headers and groups have one of their own; of codes, their system says. */
import type { Concept, Content } from '../catalog/types.ts'
import { levelIn } from '../systems/levels.ts'
import { systemOf } from '../systems/registry.ts'
import type { Kind } from './model.ts'

/** The template for `concept`; `content` is what stands at the concept itself. */
export function kindOf(concept: Concept, content: Content): Kind {
  const system = systemOf(concept.system)
  if (levelIn(system.levels, concept.level).role !== 'code') return 'group'
  const { code, title, level } = concept
  return system.pageKind({
    code,
    title,
    level,
    property: (name) => content.properties.find((each) => each.name === name)?.value,
  })
}
