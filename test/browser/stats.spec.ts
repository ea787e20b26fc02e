import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { rowOf } from './rows.ts'

const BURN = 'while :; do i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; sleep 0.2; done'

const chart = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('a running container’s curves begin by themselves, and one hover reads all charts', async ({ page, engine }) => {
  const id = await engine.docker('run', '-d', '--name', 'burner', '--memory', '64m', BUSYBOX, 'sh', '-c', BURN)
  await page.goto(`/#/containers/${id}?tab=stats`)
  await expect(chart(page, 'CPU')).toContainText(/[1-9][\d.]* % on average/)
  await expect(chart(page, 'Memory')).toContainText('Limit 64.0 MiB')
  await expect(chart(page, 'CPU').locator('.recharts-line-curve')).toHaveCount(1)

  await page.waitForTimeout(3_000)
  const slider = chart(page, 'CPU').getByRole('slider')
  const box = await slider.boundingBox()
  if (!box) throw new Error('the chart has no box')
  await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2)
  const time = /\d{1,2}:\d{2}:\d{2}/
  const said = (await chart(page, 'CPU').textContent())?.match(time)?.[0]
  expect(said).toBeTruthy()
  for (const name of ['Memory', 'Network', 'Disk']) await expect(chart(page, name)).toContainText(said ?? '')
  await engine.docker('rm', '-f', 'burner')
})

test('dragging chooses a time, as do the keys', async ({ page, engine }) => {
  const id = await engine.docker('run', '-d', '--name', 'dragged', BUSYBOX, 'sh', '-c', BURN)
  await page.goto(`/#/containers/${id}?tab=stats`)
  const slider = chart(page, 'CPU').getByRole('slider')
  await expect(chart(page, 'CPU')).toContainText('on average')
  const box = await slider.boundingBox()
  if (!box) throw new Error('the chart has no box')
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.9, box.y + 50, { steps: 4 })
  await page.mouse.up()
  await expect(page).toHaveURL(/range=\d+-\d+/)
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeVisible()

  await page.getByRole('button', { name: 'Live' }).click()
  await expect(page).toHaveURL(/range=live/)
  await slider.focus()
  await page.keyboard.press('End')
  await expect(slider).toHaveAttribute('aria-valuetext', /%/)
  for (let press = 0; press < 4; press++) await page.keyboard.press('Shift+PageUp')
  await page.keyboard.press('Shift+PageDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/range=\d+-\d+/)
  await engine.docker('rm', '-f', 'dragged')
})

test('two are compared, shown as a table, and taken along as CSV and PNG', async ({ page, engine }) => {
  const id = await engine.docker('run', '-d', '--name', 'left', BUSYBOX, 'sh', '-c', BURN)
  await engine.docker('run', '-d', '--name', 'right', BUSYBOX, 'sleep', '100000')
  await page.goto(`/#/containers/${id}?tab=stats`)
  await expect(chart(page, 'CPU')).toContainText('on average')
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'right' }).click()
  await page.keyboard.press('Escape')
  await expect(chart(page, 'CPU')).toContainText(/right\s*0\.0 % on average/)
  await page.getByRole('button', { name: 'Show the numbers as a table' }).click()
  const table = page.getByRole('table')
  await expect(table.getByRole('columnheader', { name: 'CPU left' })).toBeVisible()
  await expect(table.getByRole('row').nth(2)).toContainText('%')

  const export_ = page.getByRole('button', { name: 'Export' })
  const csv = page.waitForEvent('download')
  await export_.click()
  await page.getByRole('menuitem', { name: 'Numbers as CSV' }).click()
  const text = await readFile(await (await csv).path(), 'utf8')
  expect(text.split('\r\n')[0]).toContain('"CPU left (average)","CPU left (most)","CPU right (average)"')
  expect(text.split('\r\n').length).toBeGreaterThan(2)

  await page.getByRole('button', { name: 'Show the numbers as a table' }).click()
  await expect(chart(page, 'CPU').locator('.recharts-line-curve')).toHaveCount(2)
  const png = page.waitForEvent('download')
  await export_.click()
  await page.getByRole('menuitem', { name: 'Charts as PNG' }).click()
  const picture = await readFile(await (await png).path())
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect(picture.readUInt32BE(16)).toBeGreaterThan(1_000)
  await engine.docker('rm', '-f', 'left', 'right')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('axe finds nothing in the charts', async ({ page, engine }) => {
      const name = `axed-${colorScheme}`
      const id = await engine.docker('run', '-d', '--name', name, BUSYBOX, 'sh', '-c', BURN)
      await page.goto(`/#/containers/${id}?tab=stats`)
      await expect(chart(page, 'CPU')).toContainText('on average')
      await chart(page, 'CPU').getByRole('slider').focus()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await page.getByRole('button', { name: 'Show the numbers as a table' }).click()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await engine.docker('rm', '-f', name)
    })
  })
}

test('containers chosen in the list are compared', async ({ page, engine }) => {
  for (const name of ['chosen-a', 'chosen-b'])
    await engine.docker('run', '-d', '--name', name, BUSYBOX, 'sleep', '1000')
  for (const name of ['chosen-a', 'chosen-b']) await page.getByRole('checkbox', { name: `Select ${name}` }).click()
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(chart(page, 'CPU')).toContainText(/chosen-a[\s\S]*chosen-b/)
  await engine.docker('rm', '-f', 'chosen-a', 'chosen-b')
})

test('the list draws a line for each running container, and for a stack', async ({ page, engine }) => {
  const of = ['--label', 'com.docker.compose.project=lined']
  await engine.docker('run', '-d', '--name', 'lined-a', ...of, BUSYBOX, 'sh', '-c', BURN)
  await engine.docker('run', '-d', '--name', 'lined-b', ...of, BUSYBOX, 'sleep', '100000')
  const line = rowOf(page, 'lined-a').locator('svg path[stroke="currentColor"]').first()
  await expect.poll(async () => (await line.getAttribute('d'))?.length ?? 0).toBeGreaterThan(5)
  await expect(rowOf(page, 'lined-a')).toContainText(/[1-9][\d.]* %/)
  const stack = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'lined', exact: true }) })
  await expect
    .poll(async () => (await stack.locator('path[stroke="currentColor"]').getAttribute('d'))?.length ?? 0)
    .toBeGreaterThan(5)
  await engine.docker('rm', '-f', 'lined-a', 'lined-b')
})
