/**
 * What a script adds to pages that work without one: suggestions while typing, copying a code, `/` for the search
 * box, a list of contents that follows the reader. Nothing is stored and nothing leaves this server.
 */

const DELAY = 60
const SUGGESTIONS = 8
/** Pixels below the top at which a section counts as the one being read: a link leaves its heading just above. */
const READING_LINE = 64

/** @typedef {{system: string, systemName: string, kind: string, code: string, title: string, billable: boolean}} Suggestion */

/**
 * An element with attributes and children; text is never parsed as HTML.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(name, attributes = {}, children = []) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/**
 * The title with what was typed in bold.
 * @param {string} title
 * @param {string} query
 */
function emboldened(title, query) {
  const words = query.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1)
  if (words.length === 0) return [title]
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join('|')})`, 'giu')
  return title.split(pattern).map((part, i) => (i % 2 === 1 ? element('b', {}, [part]) : part))
}

/**
 * Turns a search input into a combobox (ARIA 1.2): a list that opens below it, moved through by keys, mouse or touch.
 * @param {HTMLInputElement} input
 */
function combobox(input) {
  const list = element('ul', {
    id: 'suggestions',
    role: 'listbox',
    class: 'suggest',
    'aria-label': 'Suggestions',
    hidden: '',
  })
  const live = element('p', { class: 'vh', role: 'status' })
  input.form.append(list, live)
  const state = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'suggestions',
  }
  for (const [key, value] of Object.entries(state)) input.setAttribute(key, value)

  /** @type {Map<string, Suggestion[]>} */
  const known = new Map()
  let active = -1
  let timer = 0
  /** @type {AbortController | undefined} */
  let asking

  const options = () => [...list.children]
  const isOpen = () => !list.hidden

  function close() {
    list.hidden = true
    active = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  /** @param {number} index */
  function activate(index) {
    active = index
    for (const [i, option] of options().entries()) option.setAttribute('aria-selected', String(i === index))
    const option = list.children[index]
    if (!option) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  /** @param {Element} option @param {boolean} [newTab] */
  function go(option, newTab) {
    const href = option.getAttribute('data-href')
    if (newTab) window.open(href, '_blank', 'noopener')
    else window.location.assign(href)
  }

  /** @param {Suggestion[]} suggestions @param {string} query */
  function show(suggestions, query) {
    list.replaceChildren(
      ...suggestions.map(({ system, systemName, kind, code, title }, i) => {
        const parts = [
          element('code', {}, [code]),
          element('span', { class: 't' }, emboldened(title, query)),
          element('span', { class: 'sysname' }, [systemName]),
        ]
        const href = `/code/${system}/${encodeURIComponent(code)}`
        const attributes = { id: `suggestion-${i}`, role: 'option', 'aria-selected': 'false', class: `sys-${kind}` }
        return element('li', { ...attributes, 'data-href': href }, parts)
      }),
    )
    const n = suggestions.length
    live.textContent = n === 0 ? 'No suggestions' : `${n} ${n === 1 ? 'suggestion' : 'suggestions'}`
    if (n === 0) return close()
    activate(-1)
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
  }

  /** @param {string} query */
  async function ask(query) {
    asking?.abort()
    const own = new AbortController()
    asking = own
    try {
      const answer = known.get(query) ?? (await fetched(query, own.signal))
      known.set(query, answer)
      if (asking === own && document.activeElement === input) show(answer, query)
    } catch {
      // Aborted by the next key, or the server is away: the form still works.
    }
  }

  function typed() {
    clearTimeout(timer)
    const query = input.value.trim()
    if (query === '') {
      asking?.abort()
      live.textContent = ''
      return close()
    }
    timer = setTimeout(ask, DELAY, query)
  }

  const moves = {
    ArrowDown: () => (active + 1) % list.children.length,
    ArrowUp: () => (active <= 0 ? list.children.length : active) - 1,
    Home: () => 0,
    End: () => list.children.length - 1,
  }

  input.addEventListener('input', (event) => {
    if (!event.isComposing) typed()
  })
  input.addEventListener('compositionend', typed)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const { key } = event
    if (key === 'ArrowDown' && !isOpen()) {
      event.preventDefault()
      return typed()
    }
    if (!isOpen()) return
    // Home and End move the caret until an option is active.
    const caret = (key === 'Home' || key === 'End') && active < 0
    if (key in moves && !caret) {
      event.preventDefault()
      activate(moves[key]())
    } else if (key === 'Enter' && active >= 0) {
      event.preventDefault()
      go(list.children[active], event.ctrlKey || event.metaKey)
    } else if (key === 'Escape') {
      event.preventDefault()
      close()
    } else if (key === 'Tab') close()
  })
  input.addEventListener('blur', close)
  // The input keeps the focus while an option is pressed, so that the list stays.
  list.addEventListener('pointerdown', (event) => event.preventDefault())
  list.addEventListener('pointermove', (event) => {
    const at = options().indexOf(event.target.closest('li'))
    if (at >= 0 && at !== active) activate(at)
  })
  list.addEventListener('click', (event) => {
    const option = event.target.closest('li')
    if (option) go(option, event.ctrlKey || event.metaKey)
  })
  // A page shown again from the browser's memory must not show an old list.
  window.addEventListener('pageshow', close)
}

/**
 * @param {string} query
 * @param {AbortSignal} signal
 * @returns {Promise<Suggestion[]>}
 */
async function fetched(query, signal) {
  const response = await fetch(`/api/v1/suggest?limit=${SUGGESTIONS}&q=${encodeURIComponent(query)}`, { signal })
  return response.ok ? (await response.json()).suggestions : []
}

/** @param {HTMLButtonElement} button */
function copying(button) {
  const label = button.textContent
  const live = element('span', { class: 'vh', role: 'status' })
  button.after(live)
  button.addEventListener('click', async () => {
    const said = (await copied(button.dataset.copy ?? '')) ? 'Copied' : 'Not copied'
    button.textContent = said
    live.textContent = said
    setTimeout(() => {
      button.textContent = label
      live.textContent = ''
    }, 1500)
  })
}

/**
 * True when the text is on the clipboard. Without a secure address there is no clipboard interface, so the old way follows.
 * @param {string} text
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = element('textarea', { class: 'vh', 'aria-hidden': 'true' })
    area.value = text
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
}

/**
 * Marks the entry of a list of contents whose section the reader is in.
 * @param {Element} nav
 */
function following(nav) {
  const links = new Map([...nav.querySelectorAll('a')].map((link) => [link.hash.slice(1), link]))
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((at) => at !== null)
  let waiting = false
  const mark = () => {
    waiting = false
    const passed = headings.filter((at) => at.getBoundingClientRect().top < READING_LINE)
    const current = passed.at(-1)?.id
    for (const [id, link] of links) {
      if (id === current) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }
  const scrolled = () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(mark)
  }
  window.addEventListener('scroll', scrolled, { passive: true })
  scrolled()
}

/**
 * Lets a header of the tree be opened where it stands: its codes are asked for once and listed below it. Without the
 * script the same link leads to the header's page, which lists them too.
 * @param {HTMLAnchorElement} link
 */
function opening(link) {
  const item = link.parentElement
  if (!item || item.hasAttribute('data-open')) return
  const code = link.querySelector('code')?.textContent ?? ''
  const button = element('button', {
    type: 'button',
    class: 'opens',
    'aria-expanded': 'false',
    'aria-label': `Show what is below ${code}`,
  })
  item.prepend(button)
  /** @type {HTMLElement | undefined} */
  let list
  button.addEventListener('click', async () => {
    const open = button.getAttribute('aria-expanded') !== 'true'
    button.setAttribute('aria-expanded', String(open))
    if (list) list.hidden = !open
    if (!open || list) return
    list = element('ul')
    item.append(list)
    try {
      const response = await fetch(`${new URL(link.href).pathname}.json`)
      const { children } = await response.json()
      list.append(...children.map((child) => branch(child, new URL(link.href).search)))
    } catch {
      list.remove()
      list = undefined
      button.setAttribute('aria-expanded', 'false')
    }
  })
}

/**
 * One line of an opened header; headers among them open too.
 * @param {{code: string, title: string, path: string, role: string}} child
 * @param {string} search
 */
function branch({ code, title, path, role }, search) {
  const opens = ['header', 'group', 'frame'].includes(role)
  const link = element('a', { href: path + search, ...(opens ? { 'data-opens': '' } : {}) }, [
    element('code', {}, [code]),
    ' ',
    element('span', { class: 't' }, [title]),
  ])
  const item = element('li', {}, [link])
  if (opens) opening(link)
  return item
}

document.documentElement.classList.add('js')
for (const link of document.querySelectorAll('.tree a[data-opens]')) opening(link)
const here = document.querySelector('.tree [aria-current]')
const tree = here?.closest('.tree')
// In the side column the tree scrolls by itself; the current code should be in sight.
if (tree && tree.scrollHeight > tree.clientHeight)
  tree.scrollTop = here.offsetTop - tree.offsetTop - tree.clientHeight / 3
const box = document.querySelector('input[data-suggest]')
if (box) combobox(box)
for (const button of document.querySelectorAll('button[data-copy]')) copying(button)
document.addEventListener('keydown', (event) => {
  const typing = event.target.closest?.('input, textarea, select, [contenteditable]')
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || !box) return
  event.preventDefault()
  box.focus()
  box.select()
})
for (const nav of document.querySelectorAll('[data-follow]')) following(nav)
