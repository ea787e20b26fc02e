import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/browser.ts'
import { rowOf } from './rows.ts'

test.use({ demo: true })

const PAGES = [
  '/#/containers',
  '/#/dashboard',
  '/#/what-happened',
  '/#/images',
  '/#/volumes',
  '/#/networks',
  '/#/networks/map',
  '/#/networks/map?as=table',
  '/#/registries',
  '/#/disk',
  '/#/run',
  '/#/build',
  '/#/activity',
  '/#/engines',
  '/#/settings',
]

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const path of PAGES) {
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        if (path === PAGES[0]) await expect(rowOf(page, 'gateway')).toBeVisible()
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      })
    }

    test('axe finds nothing on any tab of a container', async ({ page }) => {
      await rowOf(page, 'ticker').getByRole('link', { name: 'ticker' }).click()
      const tabs = page.getByRole('tab')
      await expect(tabs.first()).toBeVisible()
      for (const tab of await tabs.all()) {
        await tab.click()
        await page.waitForTimeout(600)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations, `${await tab.textContent()}`).toEqual([])
      }
    })

    test('axe finds nothing in the dialogs and the palette', async ({ page }) => {
      await rowOf(page, 'gateway').getByRole('link', { name: 'gateway' }).focus()
      await page.keyboard.press('Delete')
      await expect(page.getByText('Remove gateway?')).toBeVisible()
      await page.waitForTimeout(500)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('ControlOrMeta+k')
      await expect(page.getByRole('combobox')).toBeFocused()
      await page.waitForTimeout(500)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
  })
}
