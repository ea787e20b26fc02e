import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { rowOf } from './rows.ts'

let folder: string

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-edit-'))
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

const openMenu = async (page: Page, name: string) => {
  await rowOf(page, name)
    .getByRole('button', { name: `More for ${name}` })
    .click()
  await expect(page.getByRole('menu')).toBeVisible()
}

test('a menu shows the docker command of the line that is pointed at, and a key copies it', async ({
  page,
  context,
  engine,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await engine.docker('run', '-d', '--name', 'shown', BUSYBOX, 'sleep', '1000')
  await openMenu(page, 'shown')
  const foot = page.getByRole('menu').locator('[data-foot]')
  await page.getByRole('menuitem', { name: 'Restart' }).hover()
  await expect(foot).toContainText('docker restart shown')
  await page.keyboard.press('ArrowDown')
  await expect(foot).toContainText('docker kill shown')
  await page.keyboard.press('ControlOrMeta+c')
  await expect(foot).toContainText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('docker kill shown')
  await page.keyboard.press('Escape')
  await rowOf(page, 'shown').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Remove' }).hover()
  await expect(foot).toContainText('docker rm -f shown')
  await page.keyboard.press('Escape')
  await engine.docker('rm', '-f', 'shown')
})

test('a container is exported to a file by the keyboard alone, and again over it', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'packed', BUSYBOX, 'sleep', '1000')
  await openMenu(page, 'packed')
  await page.getByRole('menuitem', { name: 'Export to tar…' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Export packed' })
  const file = join(folder, 'packed.tar')
  await dialog.getByLabel('File', { exact: true }).fill(file)
  await expect(dialog.getByText(`docker export -o ${file} packed`)).toBeVisible()
  await dialog.getByLabel('File', { exact: true }).press('Enter')
  await expect(page.getByText(`Exported packed to ${file}`)).toBeVisible()
  expect((await stat(file)).size).toBeGreaterThan(10_000)
  expect(await readdir(folder)).toEqual(['packed.tar'])
  await openMenu(page, 'packed')
  await page.getByRole('menuitem', { name: 'Export to tar…' }).click()
  await dialog.getByLabel('File', { exact: true }).fill(file)
  await expect(dialog.getByText('It is there already')).toBeVisible()
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await page.getByRole('link', { name: 'Activity' }).click()
  const done = page.getByRole('list', { name: 'What was done' }).getByRole('listitem')
  await expect(done.filter({ hasText: `bytes in ${file}` })).toHaveCount(2)
  await engine.docker('rm', '-f', 'packed')
})

test('a pasted export goes to its file, or to a download', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'lined', BUSYBOX, 'sleep', '1000')
  await expect(rowOf(page, 'lined')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText(`docker export lined > ${folder}/lined.tar`)
  await page.getByRole('option', { name: `Export lined to ${folder}/lined.tar…` }).click()
  const dialog = page.getByRole('dialog', { name: 'Export lined' })
  await expect(dialog.getByLabel('File', { exact: true })).toHaveValue(`${folder}/lined.tar`)
  await dialog.getByRole('button', { name: 'Download' }).click()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  const saved = await (await download).path()
  expect((await download).suggestedFilename()).toBe('lined.tar')
  expect((await stat(saved)).size).toBeGreaterThan(10_000)
  await engine.docker('rm', '-f', 'lined')
})

test('waiting says with which exit codes they end, and can be cancelled', async ({ page, engine }) => {
  const trap = "trap 'exit 7' TERM; while :; do sleep 0.1; done"
  for (const name of ['wait-a', 'wait-b']) await engine.docker('run', '-d', '--name', name, BUSYBOX, 'sh', '-c', trap)
  await expect(rowOf(page, 'wait-b')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText('docker wait wait-a wait-b')
  await expect(page.getByRole('option', { name: 'Wait for 2 containers' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Waiting for 2 containers')).toBeVisible()
  await engine.docker('stop', 'wait-a')
  await engine.docker('kill', 'wait-b')
  await expect(page.getByText('All ended. wait-a: 7, wait-b: 137')).toBeVisible()
  await engine.docker('start', 'wait-a')
  await openMenu(page, 'wait-a')
  await page.getByRole('menuitem', { name: 'Wait until it ends' }).click()
  const toast = page.getByRole('dialog').filter({ hasText: 'Waiting for wait-a' })
  await toast.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled: Waiting for wait-a')).toBeVisible()
  await page.getByRole('link', { name: 'Activity' }).click()
  const done = page.getByRole('list', { name: 'What was done' })
  await expect(done.getByRole('listitem').filter({ hasText: 'docker wait wait-a wait-b' })).toContainText('wait-b: 137')
  await expect(done.getByRole('listitem').first()).toContainText('Cancelled')
  await engine.docker('rm', '-f', 'wait-a', 'wait-b')
})
