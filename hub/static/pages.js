// Progressive enhancement of the pages: times in the reader's time zone, copy buttons and live updates.

const thisYear = new Date().getFullYear()
const clock = { hour: '2-digit', minute: '2-digit' }
const date = { month: 'short', day: 'numeric', ...clock }
const full = { ...date, second: '2-digit', timeZoneName: 'short' }
const formats = {
  clock: new Intl.DateTimeFormat(undefined, clock),
  date: new Intl.DateTimeFormat(undefined, date),
  short: new Intl.DateTimeFormat(undefined, { ...date, second: '2-digit' }),
  shortOfOtherYear: new Intl.DateTimeFormat(undefined, { year: 'numeric', ...date }),
  tooltip: new Intl.DateTimeFormat(undefined, { ...date, timeZoneName: 'short' }),
  thisYear: new Intl.DateTimeFormat(undefined, full),
  otherYear: new Intl.DateTimeFormat(undefined, { year: 'numeric', ...full }),
}
const zone = formats.tooltip.formatToParts().find(({ type }) => type === 'timeZoneName').value

function localise(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime)
    const isThisYear = at.getFullYear() === thisYear
    const whole = formats[isThisYear ? 'thisYear' : 'otherYear'].format(at)
    if (time.dataset.short === undefined) {
      time.title = time.textContent
      time.textContent = whole
    } else {
      time.title = `${whole}\n${time.title}`
      time.textContent = formats[isThisYear ? 'short' : 'shortOfOtherYear'].format(at).replace(',', '')
    }
  }
  // In charts: the labels of the axis, and tooltips that begin with a time in UTC.
  for (const text of root.querySelectorAll('[data-at]')) {
    const at = new Date(text.dataset.at)
    const { form } = text.dataset
    text.textContent = form
      ? formats[form].format(at)
      : text.textContent.replace(/^.*? UTC/, formats.tooltip.format(at))
  }
  for (const name of root.querySelectorAll('[data-zone]')) name.textContent = zone
}

// Inputs for a moment have it in UTC. Here they are in the reader's zone, and forms send the same moment.
const moments = 'input[data-moment]'
const two = (number) => String(number).padStart(2, '0')

/** A moment as an input has it: its date and its time, in the reader's zone. */
function inputParts(at) {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const time = [at.getHours(), at.getMinutes(), ...(at.getSeconds() ? [at.getSeconds()] : [])].map(two)
  return { day, time: time.join(':') }
}

function localiseInput(input) {
  const { moment, bound } = input.dataset
  if (!moment) return
  const at = new Date(moment)
  const { day, time } = inputParts(at)
  // A range may begin or end with a day of the reader; its end is the start of the next one.
  const isDay = bound !== undefined && time === '00:00'
  input.type = isDay ? 'date' : 'datetime-local'
  if (isDay && bound === 'to') input.value = inputParts(new Date(at.getTime() - 1)).day
  else input.value = isDay ? day : `${day}T${time}`
  input.dataset.shown = input.value
}

/** The moment of an input in UTC, or what it has if that is not a time. */
function momentOf({ value, type, dataset: { bound, moment, shown } }) {
  if (value === shown) return moment
  const at = new Date(type === 'date' ? `${value}T00:00` : value)
  if (Number.isNaN(at.getTime())) return value
  if (type === 'date' && bound === 'to') at.setDate(at.getDate() + 1)
  return at.toISOString()
}

document.addEventListener('formdata', ({ target, formData }) => {
  for (const input of target.querySelectorAll(moments)) formData.set(input.name, momentOf(input))
})

function offerToCopy(root) {
  if (!navigator.clipboard) return
  for (const button of root.querySelectorAll('[data-copy]')) button.hidden = false
}

document.addEventListener('click', async ({ target }) => {
  const button = target.closest?.('[data-copy]')
  if (!button) return
  const source = document.getElementById(button.dataset.copy)
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent)
    button.textContent = 'Copied'
  } catch {
    getSelection().selectAllChildren(source)
    button.textContent = 'Press Ctrl+C'
  }
  setTimeout(() => {
    button.textContent = label
  }, 2000)
})

// The children of a live part have ids. Only children whose HTML has changed are replaced, so that whatever
// the reader has opened, selected or focused in the others stays unchanged.
const written = new WeakMap()

function update(part, next) {
  const current = new Map([...part.children].map((child) => [child.id, child]))
  const focused = document.activeElement
  const replaced = []
  const children = [...next.children].map((child) => {
    const html = child.outerHTML
    const before = current.get(child.id)
    if (before && written.get(before) === html) return before
    written.set(child, html)
    if (before) replaced.push({ before, child, hasFocus: before.contains(focused) })
    else child.classList.add('arrived')
    localise(child)
    offerToCopy(child)
    return child
  })
  for (const child of current.values()) if (!children.includes(child)) child.remove()
  for (const [index, child] of children.entries()) {
    if (part.children[index] !== child) part.insertBefore(child, part.children[index] ?? null)
  }
  for (const { before, child, hasFocus } of replaced) {
    const details = detailsOf(child)
    for (const [index, { open }] of detailsOf(before).entries())
      if (details[index]) details[index].open = open
    for (const [index, { checked }] of checkboxes(before).entries())
      if (checkboxes(child)[index]) checkboxes(child)[index].checked = checked
    if (hasFocus) focusables(child)[focusables(before).indexOf(focused)]?.focus()
  }
}

const detailsOf = (element) =>
  [element, ...element.querySelectorAll('details')].filter(({ open }) => open !== undefined)
const checkboxes = (element) => [...element.querySelectorAll('[type=checkbox]')]
const focusables = (element) => [...element.querySelectorAll('a, button, input, select, summary')]

async function refresh() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (response.redirected || !response.ok) return
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) {
    const nextPart = next.getElementById(part.id)
    if (nextPart) update(part, nextPart)
  }
}

const restMs = 300
let isRefreshing = false
let isStale = false

async function refreshSoon() {
  isStale = true
  if (isRefreshing) return
  isRefreshing = true
  while (isStale) {
    isStale = false
    const started = performance.now()
    await refresh().catch(() => {})
    // A page that takes long takes much of the hub: it rests for as long, and never keeps the hub busy.
    const tookMs = performance.now() - started
    await new Promise((resolve) => setTimeout(resolve, Math.max(restMs, tookMs)))
  }
  isRefreshing = false
}

function follow(wanted) {
  const status = document.getElementById('live')
  let source

  function open() {
    source?.close()
    source = new EventSource('/api/deliveries/live')
    // Catches up with changes from before the connection was open.
    source.addEventListener('open', () => {
      showStatus('Live')
      refreshSoon()
    })
    source.addEventListener('error', () => {
      showStatus(source.readyState === EventSource.CLOSED ? 'Not live. Reload the page.' : 'Reconnecting…')
    })
    source.addEventListener('deliveries', ({ data }) => {
      const entries = Object.entries(wanted)
      const concerns = (delivery) => entries.every(([name, value]) => delivery[name] === value)
      if (JSON.parse(data).some(concerns)) refreshSoon()
    })
  }

  function showStatus(text) {
    status.hidden = false
    if (status.textContent !== text) status.textContent = text
    status.classList.toggle('on', text === 'Live')
  }

  // Browsers limit the connections to one server, so a hidden page has none.
  function openIfShown() {
    if (document.hidden) source?.close()
    else open()
  }
  document.addEventListener('visibilitychange', openIfShown)
  openIfShown()
}

for (const child of document.querySelectorAll('[data-live] > [id]')) written.set(child, child.outerHTML)
localise(document)
for (const input of document.querySelectorAll(moments)) localiseInput(input)
offerToCopy(document)
const { follow: wanted } = document.querySelector('main').dataset
if (wanted) follow(JSON.parse(wanted))
