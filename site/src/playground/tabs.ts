/** Whether it opens another window or goes back, for example. */
const isForBrowser = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent | MouseEvent) =>
  altKey || ctrlKey || metaKey || shiftKey

/** Connects tabs that are links to their panels. The hash of the address names the open one. */
export function connectTabs(list: HTMLElement): void {
  const tabs = [...list.querySelectorAll<HTMLAnchorElement>('[role=tab]')]
  const panelOf = (tab: HTMLAnchorElement) => document.getElementById(tab.hash.slice(1))
  const open = (opened: HTMLAnchorElement) => {
    for (const tab of tabs) {
      const isOpen = tab === opened
      tab.setAttribute('aria-selected', String(isOpen))
      tab.tabIndex = isOpen ? 0 : -1
      const panel = panelOf(tab)
      if (panel) panel.hidden = !isOpen
    }
  }
  const ofAddress = () => tabs.find(({ hash }) => hash === location.hash)
  const choose = (tab: HTMLAnchorElement) => {
    open(tab)
    // Not by following the link, which would scroll.
    history.replaceState(null, '', tab.hash)
  }

  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', (event) => {
      if (isForBrowser(event)) return
      event.preventDefault()
      choose(tab)
    })
    tab.addEventListener('keydown', (event) => {
      if (isForBrowser(event)) return
      const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: -1 }[event.key]
      const next = to === undefined ? undefined : tabs.at(to % tabs.length)
      if (event.key === ' ') choose(tab)
      else if (next) {
        choose(next)
        next.focus()
      } else return
      event.preventDefault()
    })
  }
  addEventListener('hashchange', () => {
    const tab = ofAddress()
    if (tab) open(tab)
  })
  const first = ofAddress() ?? tabs[0]
  if (first) open(first)
}
