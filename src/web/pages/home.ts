/** The first page: a box to type in, what can be typed, and what is loaded. */
import type { ServiceContext } from '../../service/context.ts'
import { count } from '../format.ts'
import { type Html, html } from '../html.ts'
import { layout } from '../layout.ts'
import { loadedNow } from '../loaded.ts'
import { examples } from '../parts/examples.ts'
import { searchBox } from '../parts/search-box.ts'
import { systemTable } from '../parts/system-table.ts'

/** `/` */
export function homePage(context: ServiceContext, origin: string): Html {
  const { systems } = loadedNow(context)
  const total = systems.reduce((sum, s) => sum + s.codes, 0)
  const names = systems.map((s) => s.name).join(', ')
  return layout({
    title: 'Medcodex',
    description: `Search ${count(total)} US medical codes (${names}) by words or code. One page per code with its official facts.`,
    canonical: `${origin}/`,
    body: html`<section class="hero-box">
<h1>Look up a medical code</h1>
<p class="lede">${count(total)} diagnosis, procedure and supply codes from the official releases, searched together. Every result says why it was found.</p>
${searchBox({ query: '', size: 'hero' })}
${examples()}
</section>
<section aria-labelledby="loaded">
<h2 id="loaded">What is loaded</h2>
${systemTable(systems)}
</section>`,
  })
}
