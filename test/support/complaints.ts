import type { BrowserContext } from '@playwright/test'

/** What the pages of a context complain about: console errors, CSP violations, uncaught errors. */
export class Complaints {
  readonly #heard: string[] = []
  readonly #expected: RegExp[] = []

  constructor(context: BrowserContext) {
    context.on('console', (message) => {
      if (message.type() === 'error') this.#heard.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.#heard.push(String(error.error().stack ?? error.error())))
  }

  /** Lets a test pass though its pages complain of this. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern)
  }

  /** What was heard and not expected. */
  unexpected(): string[] {
    return this.#heard.filter((text) => !this.#expected.some((pattern) => pattern.test(text)))
  }
}
