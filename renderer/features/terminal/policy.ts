import type { Terminal } from '@xterm/xterm'

/**
 * Opens an emulator under a content security policy without `unsafe-inline`. Its style elements get the page's nonce as
 * they are made, all of them during `open`; and colours that it would write as a style attribute, which the policy
 * refuses, are set as properties, which it allows.
 */
export function openUnderPolicy(terminal: Terminal, parent: HTMLElement, nonce: string | undefined): void {
  if (nonce === undefined) {
    terminal.open(parent)
    return
  }
  const { createElement } = Document.prototype
  Object.defineProperty(document, 'createElement', {
    configurable: true,
    value: (name: string, options?: ElementCreationOptions) => {
      const element: unknown = Reflect.apply(createElement, document, [name, options])
      if (element instanceof HTMLStyleElement) element.nonce = nonce
      return element
    },
  })
  try {
    terminal.open(parent)
  } finally {
    Reflect.deleteProperty(document, 'createElement')
  }
  const rows = inside(terminal, ['_core', '_renderService', '_renderer', 'value', '_rowFactory'])
  if (rows !== undefined) Reflect.set(rows, '_addStyle', addStyle)
}

function addStyle(element: HTMLElement, style: string): void {
  element.style.cssText += `;${style}`
}

/** An object deep inside another; undefined where it is not as it was known. */
function inside(object: object, path: readonly string[]): object | undefined {
  let at = object
  for (const name of path) {
    const next: unknown = Reflect.get(at, name)
    if (typeof next !== 'object' || next === null) return undefined
    at = next
  }
  return at
}
