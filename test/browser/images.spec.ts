import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX, makeLayered } from '../support/image.ts'
import { loadManyImages } from '../support/many-images.ts'

const HOSTILE = '<img src=x onerror=alert(1)>'
const STEPS = [
  'mkdir /data; head -c 40000 /dev/urandom > /data/replaced; head -c 20000 /dev/urandom > /data/deleted; echo kept > /data/kept',
  `head -c 30000 /dev/urandom > /data/replaced; rm /data/deleted; echo new > /data/new; touch "/data/${HOSTILE}"`,
]

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: `Select ${name}`, exact: true }) })

test('what docker does to images appears, with what they share', async ({ page, engine }) => {
  await page.goto('/#/images')
  await makeLayered(engine, 'seen:1', BUSYBOX, ['head -c 30000 /dev/urandom > /x'])
  await expect(rowOf(page, 'seen:1')).toBeVisible()
  await expect(rowOf(page, 'seen:1').getByRole('img', { name: /shared and 30.0 kB of its own/ })).toBeVisible()
  await engine.docker('tag', 'seen:1', 'seen/again:2')
  await expect(rowOf(page, 'seen/again:2')).toBeVisible()
  await engine.docker('create', '--name', 'seer', 'seen:1', 'sh')
  await expect(rowOf(page, 'seen:1').getByRole('link', { name: 'seer' })).toBeVisible()
  await page.getByRole('button', { name: 'Unused' }).click()
  await expect(rowOf(page, 'seen:1')).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await engine.docker('rm', 'seer')
  await engine.docker('rmi', 'seen/again:2', 'seen:1')
  await expect(rowOf(page, 'seen:1')).toHaveCount(0)
})

test('removing tells what follows, and force only where the engine takes it', async ({ page, engine }) => {
  await page.goto('/#/images')
  await makeLayered(engine, 'gone:1', BUSYBOX, ['head -c 50000 /dev/urandom > /x'])
  await engine.docker('create', '--name', 'holder', 'gone:1', 'sh')
  const dialog = page.getByRole('dialog')
  await rowOf(page, 'gone:1').getByRole('link', { name: 'gone', exact: true }).focus()
  await page.keyboard.press('Delete')
  await expect(dialog).toContainText('In use by holder')
  await expect(dialog.getByRole('button', { name: 'Remove', exact: true })).toBeDisabled()
  await dialog.getByRole('switch', { name: 'Force' }).click()
  await expect(dialog).toContainText('The image is deleted. Nothing is freed')
  await expect(dialog).toContainText('docker rmi -f gone:1')
  await page.keyboard.press('Escape')
  await engine.docker('rm', 'holder')
  await rowOf(page, 'gone:1').getByRole('button', { name: 'More for gone:1' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(dialog).toContainText('Frees 50.0 kB in all.')
  await expect(dialog.getByRole('switch', { name: 'Force' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(rowOf(page, 'gone:1')).toHaveCount(0)
  expect(await engine.docker('images', '-q', 'gone')).toBe('')
})

test('an image is looked into: layers, files, what is wasted, its Dockerfile', async ({ page, engine }) => {
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs++
    void dialog.dismiss()
  })
  await makeLayered(engine, 'deep:1', BUSYBOX, STEPS)
  await page.goto('/#/images/deep:1')
  await expect(page.getByRole('heading', { name: 'deep:1' })).toBeVisible()
  await page.getByRole('tab', { name: 'Layers' }).click()
  await expect(page.getByText('3 layers')).toBeVisible()
  await page.getByRole('tab', { name: 'Files' }).click()
  const tree = page.getByRole('tree', { name: 'Files' })
  const item = (name: string) => tree.getByRole('treeitem').filter({ hasText: name })
  await item('data').click()
  await expect(item('kept')).toBeVisible()
  await expect(item('deleted')).toHaveCount(0)
  await expect(item(HOSTILE)).toBeVisible()
  await page.getByRole('combobox', { name: 'Layer' }).click()
  await page.getByRole('option', { name: /^3:/ }).click()
  await item('data').click()
  await expect(item('deleted')).toContainText('Deleted')
  await expect(item('replaced')).toContainText('Changed')
  await expect(item('new')).toContainText('Added')
  await expect(item('kept')).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search files' }).fill('data/ne')
  await expect(page.getByText('1 hit')).toBeVisible()
  await page.getByRole('button', { name: 'Wasted space' }).click()
  await expect(page.getByRole('region', { name: 'Wasted files' })).toContainText('/data/replaced')
  await expect(page.getByText('60.0 kB wasted')).toBeVisible()
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByText('FROM scratch')).toBeVisible()
  await page.getByRole('tab', { name: 'Used by' }).click()
  await expect(page.getByText('No container uses it')).toBeVisible()
  await page.getByRole('tab', { name: 'Inspect' }).click()
  await expect(page.getByRole('region', { name: 'JSON of deep:1' })).toContainText('RepoTags')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Image' })).toHaveValue('deep:1')
  expect(dialogs).toBe(0)
  await engine.docker('rmi', 'deep:1')
})

test('files of an image are shown and come down, and a layer says what can’t', async ({ page, engine }) => {
  const before = await engine.docker('ps', '-aq')
  await makeLayered(engine, 'looked:1', BUSYBOX, STEPS)
  await page.goto('/#/images/looked:1?tab=files')
  const tree = page.getByRole('tree', { name: 'Files' })
  const item = (name: string) => tree.getByRole('treeitem').filter({ hasText: name })
  await item('data').click()
  await item('kept').click()
  await expect(page.getByRole('textbox', { name: 'Text of kept' })).toContainText('kept')
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Close the preview' }).click()
  const details = page.getByRole('region', { name: 'Details' })
  await expect(details).toContainText('/data/kept')
  await expect(details).toContainText('rw-r--r--')

  const saved = async (begin: () => Promise<void>) => {
    const down = page.waitForEvent('download')
    await begin()
    const download = await down
    const parts: Buffer[] = []
    for await (const part of await download.createReadStream()) parts.push(Buffer.from(part))
    return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) }
  }
  const file = await saved(() => details.getByRole('button', { name: 'Download', exact: true }).click())
  expect([file.name, file.bytes.toString()]).toEqual(['kept', 'kept\n'])
  await item('data').click({ button: 'right' })
  const folder = await saved(() => page.getByRole('menuitem', { name: 'Download', exact: true }).click())
  expect(folder.name).toBe('data.tar')
  expect(folder.bytes.includes('data/replaced')).toBe(true)

  await page.getByRole('combobox', { name: 'Layer' }).click()
  await page.getByRole('option', { name: /^2:/ }).click()
  await item('data').click()
  await item('replaced').click()
  await expect(details).toContainText('A later layer changed or deleted it')
  await expect(page.getByRole('region', { name: 'Preview of replaced' })).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search files' }).fill('data/kept')
  await page.getByRole('button', { name: /data\/kept/ }).click()
  await expect(page.getByRole('region', { name: 'Preview of kept' })).toBeVisible()
  await expect.poll(() => engine.docker('ps', '-aq')).toBe(before)
  await engine.docker('rmi', 'looked:1')
})

test('the tree of files goes by keyboard', async ({ page, engine }) => {
  await makeLayered(engine, 'keys:1', BUSYBOX, ['mkdir -p /aa/bb; echo 1 > /aa/bb/cc'])
  await page.goto('/#/images/keys:1?tab=files')
  const tree = page.getByRole('tree', { name: 'Files' })
  await tree.focus()
  const current = tree.locator('[aria-selected="true"]')
  await expect(current).toContainText('aa')
  await page.keyboard.press('ArrowRight')
  await expect(current).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowRight')
  await expect(current).toContainText('bb')
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem').filter({ hasText: 'cc' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(current).toContainText('cc')
  await page.keyboard.press('ArrowLeft')
  await expect(current).toContainText('bb')
  await engine.docker('rmi', 'keys:1')
})

test('three hundred images: searched, chosen by keyboard, removed together', async ({ page, engine }) => {
  await loadManyImages(engine, 300, false)
  await page.goto('/#/images')
  const grid = page.getByRole('grid', { name: 'Images' })
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(300)
  expect(await page.getByRole('row').count()).toBeLessThan(100)
  await page.keyboard.press('/')
  await page.keyboard.type('many/app-7:')
  await expect(page.getByRole('row').filter({ has: page.getByRole('link') })).toHaveCount(10)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Remove 10 images?')
  await expect(dialog).toContainText(/Frees \d+\.\d kB in all/)
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('No image fits')).toBeVisible()
  expect(await engine.docker('images', '-q', 'many/app-7')).toBe('')
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await page.getByRole('button', { name: 'Group by repository' }).click()
  await expect(page.getByRole('button', { name: 'many/app-1', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Group by repository' }).click()
})

test('a command opens the list as it is filtered, and asks before it removes', async ({ page, engine }) => {
  await makeLayered(engine, 'spoken:1', BUSYBOX, ['echo 1 > /x'])
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox').first()).toBeFocused()
  await page.keyboard.type('docker images "spok*"')
  await page.getByRole('option', { name: 'Show these images' }).click()
  await expect(rowOf(page, 'spoken:1')).toBeVisible()
  await expect(rowOf(page, BUSYBOX)).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox').first()).toBeFocused()
  await page.keyboard.type('docker rmi spoken:1')
  await page.getByRole('option', { name: 'Remove spoken:1…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect.poll(() => engine.docker('images', '-q', 'spoken')).toBe('')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('axe finds nothing on the images’ pages', async ({ page, engine }) => {
      test.slow()
      await makeLayered(engine, 'axed:1', BUSYBOX, STEPS)
      const clean = async (what: string) => {
        await page.waitForTimeout(500)
        expect((await new AxeBuilder({ page }).analyze()).violations, what).toEqual([])
      }
      await page.goto('/#/images')
      await expect(rowOf(page, 'axed:1')).toBeVisible()
      await clean('the list')
      await rowOf(page, 'axed:1').getByRole('link', { name: 'axed', exact: true }).focus()
      await page.keyboard.press('Delete')
      await expect(page.getByRole('dialog')).toContainText('Frees')
      await clean('the question before removing')
      await page.keyboard.press('Escape')
      await page.goto('/#/images/axed:1')
      const tabs = page.getByRole('tab')
      await expect(tabs.first()).toBeVisible()
      for (const tab of await tabs.all()) {
        await tab.click()
        if ((await tab.textContent()) === 'Files') await expect(page.getByRole('tree')).toBeVisible()
        await clean(`${await tab.textContent()}`)
      }
      await page.getByRole('tab', { name: 'Files' }).click()
      await page.getByRole('button', { name: 'Wasted space' }).click()
      await clean('wasted space')
      await engine.docker('rmi', 'axed:1')
    })
  })
}
