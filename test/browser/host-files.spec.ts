import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'

let folder: string

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-pick-'))
  await mkdir(join(folder, 'site', 'pages'), { recursive: true })
  await mkdir(join(folder, '.cache'))
  await writeFile(join(folder, '.env'), '# the shop\nPOSTGRES_DB=shop\nTOKEN="a b"\n')
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

test.beforeEach(async ({ page }) => {
  await page.getByRole('complementary').getByRole('link', { name: 'Run', exact: true }).click()
})

const source = (page: Page) => page.getByRole('main').getByRole('combobox', { name: 'Source' })
const addFolder = async (page: Page) => {
  await page.getByRole('button', { name: 'Add mount' }).click()
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Folder' }).click()
}

test('a folder to mount is chosen by the keyboard alone', async ({ page }) => {
  await addFolder(page)
  await source(page).fill(join(folder, 'gone'))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Choose a folder to mount' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Choose a folder to mount' })
  // It begins at the nearest folder that is there.
  await expect(dialog.getByLabel('Path')).toHaveValue(folder)
  await expect(dialog.getByRole('combobox', { name: 'Filter' })).toBeFocused()
  await expect(dialog.getByRole('option')).toHaveText(['site'])
  await page.keyboard.type('si')
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Path')).toHaveValue(join(folder, 'site'))
  await expect(dialog.getByRole('combobox', { name: 'Filter' })).toHaveValue('')
  await expect(dialog.getByRole('option')).toHaveText(['pages'])
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Path')).toHaveValue(join(folder, 'site', 'pages'))
  await expect(dialog.getByText('Nothing is in this folder.')).toBeVisible()
  await page.keyboard.press('Backspace')
  await expect(dialog.getByLabel('Path')).toHaveValue(join(folder, 'site'))
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(source(page)).toHaveValue(join(folder, 'site'))
})

test('what is missing is said with the way back, and hidden ones are there when asked for', async ({ page }) => {
  await addFolder(page)
  await page.getByRole('button', { name: 'Choose a folder to mount' }).click()
  const dialog = page.getByRole('dialog', { name: 'Choose a folder to mount' })
  await dialog.getByLabel('Path').fill(join(folder, 'gone', 'too'))
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/^There is no “.*too”\.$/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Choose this folder' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Nearest folder there is' }).click()
  await expect(dialog.getByLabel('Path')).toHaveValue(folder)
  await expect(dialog.getByRole('option')).toHaveText(['site'])
  await dialog.getByRole('checkbox', { name: 'Hidden ones' }).check()
  await expect(dialog.getByRole('option')).toHaveText(['.cache', 'site', /\.env/])
  await dialog.getByRole('option', { name: 'site' }).click()
  await expect(dialog.getByLabel('Path')).toHaveValue(join(folder, 'site'))
  await dialog.getByRole('button', { name: 'Folder above' }).click()
  await expect(dialog.getByLabel('Path')).toHaveValue(folder)
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])
})

test('whether a folder is there is said while it is typed', async ({ page }) => {
  await addFolder(page)
  await page.getByRole('main').getByLabel('In the container', { exact: true }).fill('/data')
  await source(page).fill(join(folder, 'sit'))
  await expect(page.getByText('Not there yet: the engine creates it')).toBeVisible()
  await expect(page.getByRole('option', { name: join(folder, 'site') })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(source(page)).toHaveValue(join(folder, 'site'))
  await expect(page.getByText('Not there yet')).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search flags' }).fill('mount')
  await page.getByRole('button', { name: 'Add --mount' }).click()
  await page.getByLabel('--mount', { exact: true }).fill(`type=bind,source=${folder}/none,target=/x`)
  await expect(page.getByText('with --mount the engine refuses it')).toBeVisible()
})

test('a .env file is read where Slipway runs, or where the browser does', async ({ page }) => {
  await page.getByRole('button', { name: 'Load .env' }).click()
  await page.getByRole('button', { name: 'Open a file' }).click()
  const picker = page.getByRole('dialog', { name: 'Open a .env file' })
  await picker.getByLabel('Path').fill(folder)
  await page.keyboard.press('Enter')
  await expect(picker.getByRole('option')).toHaveText(['site'])
  await picker.getByRole('combobox', { name: 'Filter' }).fill('.e')
  await page.keyboard.press('Enter')
  await expect(picker).toHaveCount(0)
  const dialog = page.getByRole('dialog', { name: 'Load .env' })
  await expect(dialog.getByLabel('Contents of the .env file')).toHaveValue(/POSTGRES_DB=shop/)
  await dialog
    .getByLabel('Upload from this browser')
    .setInputFiles({ name: 'other.env', mimeType: 'text/plain', buffer: Buffer.from('MODE=test\n') })
  await expect(dialog.getByLabel('Contents of the .env file')).toHaveValue('MODE=test\n')
  await dialog.getByRole('button', { name: 'Add 1 variable' }).click()
  await expect(page.getByRole('main').getByLabel('Variable', { exact: true })).toHaveValue('MODE')
})
