import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { HOSTILE_TEXT } from '../support/seed.ts'
import { rowOf } from './rows.ts'

const SOON = { timeout: 20_000 }

test('why a removed container ended is found, with its last lines as text', async ({ page, engine }) => {
  await engine.docker(
    ...['run', '-d', '--name', 'vanished', BUSYBOX, 'sh', '-c'],
    ...['echo "reading the list"; printf "%s\\n" "$0" >&2; sleep 2; exit 4', HOSTILE_TEXT],
  )
  await engine.docker('wait', 'vanished')
  await page.goto('/#/what-happened')
  await page.getByRole('searchbox', { name: 'Search runs' }).fill('vanished')
  const run = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'vanished' }) })
  await expect(run).toContainText('It ended by itself with exit code 4.', SOON)
  await engine.docker('rm', 'vanished')
  await page.getByRole('button', { name: 'Removed', exact: true }).click()
  await expect(run).toContainText('removed', SOON)

  await run.getByRole('link', { name: 'vanished' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What happened to vanished?')
  const lines = page.getByRole('list', { name: 'Last lines' })
  await expect(lines).toContainText('reading the list')
  await expect(lines).toContainText('<img src=x onerror=alert(1)>')
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  const timeline = page.getByRole('list', { name: 'Timeline' })
  await expect(timeline).toContainText('ended with exit code 4')
  await expect(timeline).toContainText('removed')
  await expect(page.getByRole('link', { name: 'Open the container' })).toHaveCount(0)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})

test('one that was killed for want of memory leads to its limits', async ({ page, engine }) => {
  await engine.docker(
    ...['run', '-d', '--name', 'hungry', '--memory', '16m', '--memory-swap', '16m'],
    ...[BUSYBOX, 'tail', '/dev/zero'],
  )
  await engine.docker('wait', 'hungry')
  await page.goto('/#/dashboard')
  const item = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Change limits of hungry' }) })
  await expect(item).toContainText('ran out of memory at its limit of 16.0 MiB', SOON)
  await item.getByRole('link', { name: 'What happened to hungry?' }).click()
  await expect(page.getByText(/want of memory at its limit of 16 MiB/)).toBeVisible()
  await page.getByRole('button', { name: 'Change limits…' }).click()
  await expect(page.getByRole('dialog')).toContainText('Limits of hungry')
  await page.keyboard.press('Escape')
  await engine.docker('rm', 'hungry')
})

test('the list, the container’s page and the palette lead there', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'led', BUSYBOX, 'sh', '-c', 'exit 3')
  const heading = page.getByRole('heading', { name: 'What happened to led?' })
  await rowOf(page, 'led').getByRole('link', { name: 'Exited (3)' }).click()
  await expect(heading).toBeVisible(SOON)
  await page.getByRole('link', { name: 'Open the container' }).click()
  await page.getByRole('link', { name: 'What happened?' }).click()
  await expect(heading).toBeVisible()
  await page.goto('/#/containers')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('happened led')
  await expect(page.getByRole('option').first()).toHaveText('What happened to led')
  await page.keyboard.press('Enter')
  await expect(heading).toBeVisible()
  await engine.docker('rm', 'led')
})

test('how much is kept can be chosen, and everything forgotten', async ({ page }) => {
  await page.goto('/#/settings')
  const days = page.getByRole('textbox', { name: 'Days to keep' })
  const keep = page.getByRole('button', { name: 'Keep', exact: true }).first()
  await days.fill('0')
  await expect(page.getByText('A whole number from 1 to 366.')).toBeVisible()
  await expect(keep).toBeDisabled()
  await days.fill('14')
  await keep.click()
  await expect(page.getByText('The recorder keeps 14 days, up to 200 MB')).toBeVisible()
  await page.reload()
  await expect(days).toHaveValue('14')
  await page.getByRole('button', { name: 'Forget everything…' }).click()
  await page.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(page.getByText('The recorder begins anew')).toBeVisible()
})
