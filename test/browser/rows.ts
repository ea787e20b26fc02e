import type { Locator, Page } from '@playwright/test'

/** The row of a container in the list. */
export const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

/** The list's search. */
export const searchBox = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search containers' })
