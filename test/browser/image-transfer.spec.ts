import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { NOSHELL } from '../support/image.ts'

test.beforeEach(({ page }) => page.getByRole('complementary').getByRole('link', { name: 'Images' }).click())

const rowOf = (page: Page, tag: string) => page.getByRole('row').filter({ hasText: tag })
const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name })

test('an image is saved as a download, and the same file loads it again', async ({ page, engine }) => {
  await engine.docker('tag', NOSHELL, 'moved/away:1')
  const id = await engine.docker('image', 'inspect', '-f', '{{.Id}}', 'moved/away:1')
  await rowOf(page, 'moved/away').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Save to tar…' }).click()
  const saving = dialogOf(page, 'Save moved/away:1')
  await saving.getByRole('button', { name: 'Download' }).click()
  await expect(saving.getByText('docker save -o away_1.tar moved/away:1')).toBeVisible()
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])
  const download = page.waitForEvent('download')
  await saving.getByRole('button', { name: 'Save', exact: true }).click()
  expect((await download).suggestedFilename()).toBe('away_1.tar')
  const file = await (await download).path()

  await engine.docker('rmi', 'moved/away:1')
  await expect(rowOf(page, 'moved/away')).toHaveCount(0)
  await page.getByRole('button', { name: 'Load', exact: true }).click()
  const loading = dialogOf(page, 'Load images')
  await loading.getByRole('button', { name: 'Upload' }).click()
  await expect(loading.getByRole('button', { name: 'Load', exact: true })).toBeDisabled()
  await loading.getByLabel('Choose a file of this browser').setInputFiles(file)
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])
  await loading.getByRole('button', { name: 'Load', exact: true }).click()
  await expect(loading.getByText('Loaded', { exact: true })).toBeVisible()
  await loading.getByRole('list', { name: 'Loaded images' }).getByRole('link', { name: 'moved/away:1' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'moved/away:1' })).toBeVisible()
  expect(await engine.docker('image', 'inspect', '-f', '{{.Id}}', 'moved/away:1')).toBe(id)
  await engine.docker('rmi', 'moved/away:1')
})

test('what is no tar is said with the way back, and nothing that was filled in is lost', async ({ page }) => {
  await page.getByRole('button', { name: 'Load', exact: true }).click()
  const dialog = dialogOf(page, 'Load images')
  await dialog.getByRole('combobox', { name: 'File' }).fill('/no/such.tar')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('There is no “/no/such.tar”.')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'File' }).fill('/etc/hostname')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/“\/etc\/hostname” is no tar file/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Back' }).click()
  await expect(dialog.getByRole('combobox', { name: 'File' })).toHaveValue('/etc/hostname')
})

test('a pasted import opens with all that it said', async ({ page, engine }) => {
  const root = `${engine.folder}/root.tar`
  const container = await engine.docker('create', NOSHELL)
  await engine.docker('export', '-o', root, container)
  await engine.docker('rm', container)
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText(`docker import -c 'CMD ["/sleep", "7"]' -m hi - pasted/root:1 < ${root}`)
  await page.getByRole('option', { name: `Import ${root} as pasted/root:1…` }).click()
  const dialog = dialogOf(page, 'Import an image')
  await expect(dialog.getByLabel('Name')).toHaveValue('pasted/root:1')
  await expect(dialog.getByLabel('Lines of a Dockerfile')).toHaveValue('CMD ["/sleep", "7"]')
  await expect(dialog.getByText(`docker import -m hi -c 'CMD ["/sleep", "7"]' ${root} pasted/root:1`)).toBeVisible()
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByRole('link', { name: 'pasted/root:1' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Load another' }).click()
  await expect(dialog.getByRole('combobox', { name: 'File' })).toHaveValue('')
  expect(await engine.docker('image', 'inspect', '-f', '{{.Config.Cmd}}', 'pasted/root:1')).toBe('[/sleep 7]')
  await engine.docker('rmi', 'pasted/root:1')
})
