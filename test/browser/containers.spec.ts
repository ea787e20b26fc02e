import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { HOSTILE_TEXT, seedMany } from '../support/seed.ts'
import { rowOf, searchBox } from './rows.ts'

const SLEEP = [BUSYBOX, 'sleep', '100000']

test('what docker does appears, as docker ps has it', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'cli-made', ...SLEEP)
  await expect(rowOf(page, 'cli-made')).toContainText('Running')
  await engine.docker('pause', 'cli-made')
  await expect(rowOf(page, 'cli-made')).toContainText('Paused')
  await engine.docker('unpause', 'cli-made')
  await engine.docker('rename', 'cli-made', 'cli-renamed')
  await expect(rowOf(page, 'cli-renamed')).toContainText('Running')
  await engine.docker('kill', 'cli-renamed')
  await expect(rowOf(page, 'cli-renamed')).toContainText('Exited (137)')
  await engine.docker('rm', 'cli-renamed')
  await expect(rowOf(page, 'cli-renamed')).toHaveCount(0)
  const names = (await engine.docker('ps', '-a', '--format', '{{.Names}}')).split('\n').filter(Boolean)
  for (const name of names) await expect(rowOf(page, name)).toBeVisible()
})

test('what is clicked is done, as docker inspect says', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'clicked', ...SLEEP)
  const stateOf = () => engine.docker('inspect', '-f', '{{.State.Status}}', 'clicked')
  const row = rowOf(page, 'clicked')
  const choose = async (action: string) => {
    await row.getByRole('button', { name: 'More for clicked' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await choose('Pause')
  await expect.poll(stateOf).toBe('paused')
  await choose('Resume')
  await expect.poll(stateOf).toBe('running')
  await choose('Kill')
  await expect.poll(stateOf).toBe('exited')
  await row.getByRole('button', { name: 'Start clicked' }).click()
  await expect.poll(stateOf).toBe('running')
  await expect(row).toContainText('Running')
  await engine.docker('rm', '-f', 'clicked')
})

test('removing says what is lost, shows the command, and removes just that', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'lossy', '-v', '/anonymous', ...SLEEP)
  await rowOf(page, 'lossy').getByRole('link', { name: 'lossy' }).focus()
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await expect(dialog).toContainText('Remove lossy?')
  await expect(dialog).toContainText(/running/i)
  await expect(dialog).toContainText('docker rm -f lossy')
  await dialog.getByRole('switch', { name: 'Remove anonymous volumes' }).click()
  await expect(dialog).toContainText('docker rm -f -v lossy')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(rowOf(page, 'lossy')).toHaveCount(0)
  expect(await engine.docker('ps', '-aq', '--filter', 'name=lossy')).toBe('')
})

test('several at once', async ({ page, engine }) => {
  for (const name of ['bulk-a', 'bulk-b']) await engine.docker('run', '-d', '--name', name, ...SLEEP)
  await searchBox(page).fill('bulk-')
  for (const name of ['bulk-a', 'bulk-b']) await page.getByRole('checkbox', { name: `Select ${name}` }).click()
  await page.getByRole('button', { name: 'Kill', exact: true }).click()
  await expect(rowOf(page, 'bulk-a')).toContainText('Exited (137)')
  await expect(rowOf(page, 'bulk-b')).toContainText('Exited (137)')
  await engine.docker('rm', 'bulk-a', 'bulk-b')
})

test('the keyboard does it all', async ({ page, engine }) => {
  for (const name of ['key-a', 'key-b']) await engine.docker('run', '-d', '--name', name, ...SLEEP)
  await expect(rowOf(page, 'key-b')).toBeVisible()
  await page.keyboard.press('/')
  await expect(searchBox(page)).toBeFocused()
  await page.keyboard.type('key-')
  await expect(page.getByRole('row').filter({ has: page.getByRole('link') })).toHaveCount(2)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: 'Select key-a' })).toBeChecked()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'key-b' })).toBeVisible()
  await engine.docker('rm', '-f', 'key-a', 'key-b')
})

test('published ports are links', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'ported', '-p', '127.0.0.1::80', ...SLEEP)
  const [, port] = /:(\d+)$/m.exec(await engine.docker('port', 'ported')) ?? []
  await expect(rowOf(page, 'ported').getByRole('link', { name: new RegExp(`${port}`) })).toHaveAttribute(
    'href',
    new RegExp(`^http://(localhost|127\\.0\\.0\\.1):${port}`),
  )
  await engine.docker('rm', '-f', 'ported')
})

test('hostile labels, commands and environment are text', async ({ page, engine }) => {
  const hostile = ['--label', `com.docker.compose.project=${HOSTILE_TEXT}`, '--env', `TEXT=${HOSTILE_TEXT}`]
  await engine.docker('run', '-d', '--name', 'hostile', ...hostile, BUSYBOX, 'sh', '-c', 'sleep 100000', HOSTILE_TEXT)
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs++
    void dialog.dismiss()
  })
  await expect(rowOf(page, 'hostile')).toBeVisible()
  await expect(page.getByRole('button', { name: '<img src=x onerror=alert(1)>' }).first()).toBeVisible()
  await rowOf(page, 'hostile').getByRole('link', { name: 'hostile' }).click()
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(dialogs).toBe(0)
  await engine.docker('rm', '-f', 'hostile')
})

test('a thousand containers: all counted, few in the page, and the last one reached', async ({ page, engine }) => {
  await seedMany(engine, 1_000)
  await page.reload()
  await searchBox(page).fill('many-')
  const grid = page.getByRole('grid', { name: 'Containers' })
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(1_000)
  expect(await page.getByRole('row').count()).toBeLessThan(100)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await expect(page.getByRole('row').last()).toBeInViewport()
  expect(await page.getByRole('row').count()).toBeLessThan(100)
  const ids = (await engine.docker('ps', '-aq', '--filter', 'label=slipway.test=many')).split('\n')
  await engine.docker('rm', ...ids)
})
