/** The one place pages get their template tag from: `html` escapes every value; `raw` is for text already escaped. */
import { html, raw } from 'hono/html'

export { html, raw }

/** A piece of a page. */
export type Html = ReturnType<typeof html>
