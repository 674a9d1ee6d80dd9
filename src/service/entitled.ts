/** What operations work with when they answer somebody whom the operator's licences cover. */
import type { ServiceContext } from './context.ts'

/** `context` with the text of licensed systems; the same editions where nothing of them is under a licence. */
export function entitledContext(context: ServiceContext): ServiceContext {
  return { ...context, edition: () => context.edition().entitled }
}
