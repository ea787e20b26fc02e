import { expect, test } from '../support/browser.ts'

const SETTINGS = /\/assets\/settings-page-.*\.js$/

test('a part of the page that fails on the way comes by itself', async ({ page, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/)
  let aborted = 0
  await page.route(SETTINGS, async (route) => {
    if (aborted++ < 2) await route.abort('internetdisconnected')
    else await route.continue()
  })
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  expect(aborted).toBeGreaterThan(2)
})

test('a part of the page that is gone is said so, and a reload brings the new one', async ({ page, complaints }) => {
  complaints.expect(/404|A part of Slipway could not be loaded/)
  await page.route(SETTINGS, (route) => route.fulfill({ status: 404, body: 'not found' }))
  await page.getByRole('link', { name: 'Settings' }).click()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('A part of Slipway could not be loaded.')
  await page.unroute(SETTINGS)
  await alert.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})
