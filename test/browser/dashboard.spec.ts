import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'

test.use({ demo: true })

const SOON = { timeout: 25_000 }

test('totals, who uses most, what changed and what needs a person', async ({ page, engine }) => {
  const burn = 'while :; do i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; sleep 0.1; done'
  await engine.docker('run', '-d', '--name', 'burner', BUSYBOX, 'sh', '-c', burn)
  await page.getByRole('link', { name: 'Dashboard' }).click()
  const main = page.getByRole('main')
  const all = (await engine.docker('ps', '-aq')).split('\n').length
  await expect(main.getByText(`of ${all}`).first()).toBeVisible(SOON)

  const most = page.getByRole('region', { name: 'Dashboard' }).getByRole('list').filter({ hasText: 'burner' }).first()
  await expect(most.getByRole('listitem').first()).toContainText(/burner.*%/, SOON)

  const changes = page.getByRole('list', { name: 'Changes' })
  await expect(changes).toContainText(/burner\s*started/)
  await expect(changes.getByText(/crash-loop/).first()).toBeVisible()

  for (const name of ['crash-loop', 'unhealthy']) {
    const item = main
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: `What happened to ${name}?` }) })
    await expect(item.first()).toBeVisible(SOON)
  }
  await page.getByRole('link', { name: 'Logs of unhealthy' }).click()
  await expect(page.getByRole('heading', { name: 'unhealthy' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true')
  await engine.docker('rm', '-f', 'burner')
})

test('curves of all together come by themselves', async ({ page }) => {
  await page.goto('/#/dashboard')
  const cpu = page.getByRole('region', { name: 'CPU', exact: true })
  await expect(cpu).toContainText('on average', SOON)
  await page.getByRole('button', { name: '7 d' }).click()
  await expect(page.getByRole('button', { name: 'Last week' })).toBeVisible()
  await expect(cpu).toContainText('on average')
})
