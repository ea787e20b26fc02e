import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'

const HOSTILE = '<img src=x onerror=alert(1)>'
const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: `Select ${name}`, exact: true }) })

/** What is asked over the page; toasts are dialogs, too, by their role. */
const asked = (page: Page): Locator => page.locator('[role=dialog]:not([aria-modal=false])')

test('volumes show with who has them, are found, and are created by form', async ({ page, engine }) => {
  await page.goto('/#/volumes')
  await engine.docker('volume', 'create', '--label', `note=${HOSTILE}`, 'seen')
  await engine.docker(
    'run',
    '-d',
    '--name',
    'holder',
    '-v',
    'seen:/srv/data:ro',
    '-v',
    '/anon',
    BUSYBOX,
    'sleep',
    '600',
  )
  await expect(rowOf(page, 'seen').getByRole('link', { name: 'holder' })).toBeVisible()
  await expect(rowOf(page, 'seen')).toContainText('/srv/data')
  await expect(rowOf(page, 'seen')).toContainText('read-only')
  await page.getByRole('button', { name: 'Measure sizes' }).click()
  await expect(rowOf(page, 'seen')).toContainText('0 B')
  await page.getByRole('button', { name: 'Anonymous' }).click()
  await expect(rowOf(page, 'seen')).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: 'Anonymous' })).toContainText('holder')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: 'Create volume' }).click()
  const dialog = asked(page)
  await dialog.getByLabel('Name').fill('x')
  await expect(dialog).toContainText('At least two characters')
  await dialog.getByLabel('Name').fill('seen')
  await expect(dialog).toContainText('there already')
  await dialog.getByLabel('Name').fill('films')
  await dialog.getByRole('button', { name: 'NFS' }).click()
  await dialog.getByLabel('Server').fill('nas.local')
  await dialog.getByLabel('Folder on it').fill('/export/films')
  await expect(dialog).toContainText('docker volume create --opt type=nfs --opt o=addr=nas.local,rw,nfsvers=4')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(rowOf(page, 'films')).toContainText('nfs')
  await rowOf(page, 'seen').getByRole('link', { name: 'seen' }).click()
  await expect(page.getByRole('heading', { name: 'seen' })).toBeVisible()
  await expect(page.getByText(HOSTILE)).toBeVisible()
  for (const tab of ['Used by', 'Backups', 'Inspect']) {
    await page.getByRole('tab', { name: tab }).click()
    await page.waitForTimeout(400)
    expect((await new AxeBuilder({ page }).analyze()).violations, tab).toEqual([])
  }
  await engine.docker('rm', '-fv', 'holder')
  await engine.docker('volume', 'rm', 'films', 'seen')
})

test('a volume is removed by the keyboard, brought back by one click, and listed meanwhile', async ({
  page,
  engine,
}) => {
  await engine.docker('volume', 'create', 'precious')
  await engine.docker('run', '--rm', '-v', 'precious:/v', BUSYBOX, 'sh', '-c', 'echo gold > /v/gold')
  await page.goto('/#/volumes')
  await rowOf(page, 'precious').getByRole('link', { name: 'precious' }).focus()
  await page.keyboard.press('Delete')
  const dialog = asked(page)
  await expect(dialog).toContainText('5 B go. It can be brought back for 7 days.')
  await expect(dialog).toContainText('docker volume rm precious')
  await dialog.getByRole('switch', { name: 'Keep restore points' }).click()
  await expect(dialog).toContainText('can’t be brought back')
  await dialog.getByRole('switch', { name: 'Keep restore points' }).click()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(rowOf(page, 'precious')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, 'precious')).toBeVisible()
  await expect(page.getByText('Brought what was there back')).toBeVisible()
  expect(await engine.docker('run', '--rm', '-v', 'precious:/v', BUSYBOX, 'cat', '/v/gold')).toBe('gold')
  // Emptied, then brought back from the list.
  await rowOf(page, 'precious').getByRole('button', { name: 'More for precious' }).click()
  await page.getByRole('menuitem', { name: 'Empty' }).click()
  await expect(dialog).toContainText('the volume itself stays')
  await dialog.getByRole('button', { name: 'Empty', exact: true }).click()
  await expect(page.getByText('Emptied precious')).toBeVisible()
  await page.getByRole('tab', { name: 'Restore points' }).click()
  await expect(page.getByText('before it was emptied')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Bring back precious' }).first().click()
  await dialog.getByRole('button', { name: 'Bring back', exact: true }).click()
  await expect(page.getByText('Brought precious back')).toBeVisible()
  expect(await engine.docker('run', '--rm', '-v', 'precious:/v', BUSYBOX, 'cat', '/v/gold')).toBe('gold')
  await engine.docker('volume', 'rm', 'precious')
})

test('backed up to a folder, restored from the list, scheduled; a stack has checkpoints', async ({ page, engine }) => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-page-backups-'))
  try {
    await engine.docker('volume', 'create', '--label', 'com.docker.compose.project=shop', 'shop_db')
    await engine.docker('run', '--rm', '-v', 'shop_db:/v', BUSYBOX, 'sh', '-c', 'echo one > /v/schema')
    await page.goto('/#/volumes')
    const dialog = asked(page)
    const menu = async (item: string) => {
      await rowOf(page, 'shop_db').getByRole('button', { name: 'More for shop_db' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await menu('Back up…')
    await dialog.getByLabel('Folder', { exact: true }).fill(folder)
    await page.keyboard.press('Escape')
    if (!(await dialog.isVisible())) {
      await menu('Back up…')
      await dialog.getByLabel('Folder', { exact: true }).fill(folder)
    }
    await expect(dialog).toContainText('docker run --rm -v shop_db:/volume:ro')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await dialog.getByRole('button', { name: 'Back up', exact: true }).click()
    await expect(page.getByText(/Backed shop_db up to/)).toBeVisible()
    expect((await readdir(folder)).length).toBe(2)
    await page.getByRole('tab', { name: 'Backups' }).click()
    await page.getByLabel('Folder', { exact: true }).fill(folder)
    await page.getByRole('button', { name: /^Restore… shop_db of/ }).click()
    await expect(dialog.getByLabel('New volume')).toHaveValue('shop_db-restored')
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(page.getByText('Restored into shop_db-restored')).toBeVisible()
    expect(await engine.docker('run', '--rm', '-v', 'shop_db-restored:/v', BUSYBOX, 'cat', '/v/schema')).toBe('one')
    await page.getByRole('button', { name: 'Schedule backups' }).click()
    await dialog.getByRole('checkbox', { name: 'shop_db', exact: true }).check()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Every day at 03:00')).toBeVisible()
    await page.getByRole('button', { name: 'Remove the schedule of shop_db' }).click()
    await page.getByRole('tab', { name: 'Checkpoints' }).click()
    await page.getByRole('button', { name: 'Save checkpoint' }).click()
    await dialog.getByLabel('Name').fill('schema one')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(/Saved “schema one” of shop/)).toBeVisible()
    await engine.docker('run', '--rm', '-v', 'shop_db:/v', BUSYBOX, 'sh', '-c', 'echo two > /v/schema')
    await page.getByRole('button', { name: 'Bring back schema one' }).click()
    await dialog.getByRole('button', { name: 'Bring back', exact: true }).click()
    await expect(page.getByText('Brought “schema one” back')).toBeVisible()
    expect(await engine.docker('run', '--rm', '-v', 'shop_db:/v', BUSYBOX, 'cat', '/v/schema')).toBe('one')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
    await engine.docker('volume', 'rm', '-f', 'shop_db', 'shop_db-restored')
  }
})
