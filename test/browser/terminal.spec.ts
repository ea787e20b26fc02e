import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX, NOSHELL } from '../support/image.ts'
import { rowOf } from './rows.ts'

// Without a network: Chromium breaks loads off whenever the machine gets another interface.
const RUN = ['run', '-d', '--network', 'none']
const SLEEP = [BUSYBOX, 'sleep', '100000']

/** Goes to the terminals of a container. */
async function openTab(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole('link', { name, exact: true }).click()
  await page.getByRole('tab', { name: 'Terminal' }).click()
}

const screen = (page: Page) => page.locator('.xterm-rows')

test.describe('in a running container', () => {
  test.beforeEach(async ({ page, engine }) => {
    await engine.docker(...RUN, '--name', 'box', ...SLEEP)
    await openTab(page, 'box')
  })
  test.afterEach(async ({ engine }) => {
    await engine.docker('rm', '-f', 'box')
  })

  test('a shell echoes, survives leaving the page, and says how it ended', async ({ page }) => {
    await page.getByRole('button', { name: 'Open a shell' }).click()
    await expect(page.getByRole('textbox', { name: 'Terminal sh in box' })).toBeFocused()
    await page.keyboard.type('echo left$((20+1))right\n')
    await expect(screen(page)).toContainText('left21right')

    await page.getByRole('tab', { name: 'Overview' }).click()
    await expect(screen(page)).toHaveCount(0)
    await page.getByRole('tab', { name: 'Terminal' }).click()
    await expect(screen(page)).toContainText('left21right')
    // The shell's question for the cursor's place is not answered a second time.
    await expect(screen(page)).not.toContainText(/\[\d+;\d+R/)

    await page.reload()
    await expect(screen(page)).toContainText('left21right')
    await page.locator('.xterm-screen').click()
    await page.keyboard.type('exit 3\n')
    await expect(page.getByText('Ended with exit code 3.')).toBeVisible()
    await page.getByRole('button', { name: 'Open again' }).click()
    await expect(page.getByText('Ended with exit code 3.')).toHaveCount(0)
    await expect(screen(page)).toContainText('#')
  })

  test('has the size that is seen, also after it changes', async ({ page }) => {
    await page.getByRole('button', { name: 'Open a shell' }).click()
    await expect(screen(page)).toContainText('#')
    let asked = 0
    // Each answer has a number: the one before stays on the screen until the shell comes to the next.
    const size = async () => {
      const answer = new RegExp(`<${++asked}=(\\d+) (\\d+)>`)
      await page.keyboard.type(`clear; echo "<${asked}=$(stty size)>"\n`)
      await expect(screen(page)).toContainText(answer)
      const [, rows, columns] = answer.exec((await screen(page).textContent()) ?? '') ?? []
      return { rows: Number(rows), columns: Number(columns) }
    }
    await expect.poll(async () => (await size()).columns).toBeGreaterThan(100)
    const before = await size()
    await page.setViewportSize({ width: 900, height: 600 })
    await expect.poll(async () => (await size()).columns).toBeLessThan(before.columns)
    expect((await size()).rows).toBeLessThan(before.rows)
  })

  test('colours are shown under the page’s policy, and follow light and dark', async ({ page }) => {
    await page.getByRole('button', { name: 'Open a shell' }).click()
    await expect(screen(page)).toContainText('#')
    await page.keyboard.type("printf '\\033[48;2;1;2;3mtru\\145\\033[0m \\033[41mre\\144\\033[0m\\n'\n")
    const background = (text: string) =>
      screen(page)
        .locator('span', { hasText: new RegExp(`^${text}$`) })
        .evaluate((element) => getComputedStyle(element).backgroundColor)
    await expect.poll(() => background('true')).toBe('rgb(1, 2, 3)')
    const light = await background('red')
    expect(light).not.toBe('rgba(0, 0, 0, 0)')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => background('red')).not.toBe(light)
  })

  test('several at once, each with its own tab; one is closed and its shell ends', async ({ page, engine }) => {
    await page.getByRole('button', { name: 'Open a shell' }).click()
    await expect(screen(page)).toContainText('#')
    await page.keyboard.type('echo fir$((1))st\n')
    await expect(screen(page)).toContainText('fir1st')
    await page.getByRole('button', { name: 'New shell' }).click()
    await expect(page.getByRole('tab', { name: 'sh 2' })).toHaveAttribute('aria-selected', 'true')
    await expect(screen(page)).not.toContainText('fir1st')
    await expect(screen(page)).toContainText('#')
    await page.getByRole('tab', { name: 'sh', exact: true }).click()
    await expect(screen(page)).toContainText('fir1st')
    await page.getByRole('button', { name: 'Close terminal sh', exact: true }).click()
    await expect(page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab')).toHaveCount(1)
    const shells = async () => (await engine.docker('top', 'box')).match(/\bsh$/gm)?.length
    await expect.poll(shells).toBe(1)
  })

  test('a program, user and folder can be given; what is wrong with them is said', async ({ page }) => {
    await page.getByRole('button', { name: 'With options…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Command' }).fill("sh -c 'id -un; pwd; sleep 1000'")
    await dialog.getByLabel('User').fill('nobody9')
    await dialog.getByLabel('Working folder').fill('/srv')
    await expect(dialog).toContainText("docker exec -it -u nobody9 -w /srv box sh -c 'id -un; pwd; sleep 1000'")
    await dialog.getByRole('button', { name: 'Open' }).click()
    await expect(page.getByRole('alert')).toContainText('unable to find user nobody9')
    await page.getByRole('alert').getByRole('button', { name: 'With options…' }).click()
    await dialog.getByRole('textbox', { name: 'Command' }).fill("sh -c 'id -un; pwd; sleep 1000'")
    await dialog.getByLabel('User').fill('guest')
    await dialog.getByLabel('Working folder').fill('/srv')
    await page.keyboard.press('Enter')
    await expect(screen(page)).toContainText('guest')
    await expect(screen(page)).toContainText('/srv')
  })

  test('its keys lead out of it, and copy and paste work', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Open a shell' }).click()
    await expect(screen(page)).toContainText('#')
    await page.evaluate(() => navigator.clipboard.writeText('echo pas$((4))ted'))
    await page.keyboard.press('Control+Shift+V')
    await page.keyboard.press('Enter')
    await expect(screen(page)).toContainText('pas4ted')
    // The rows let the pointer through to the screen.
    await screen(page).getByText('pas4ted', { exact: true }).dblclick({ force: true })
    await page.keyboard.press('Control+Shift+C')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('pas4ted')
    await page.keyboard.press('Control+Shift+Period')
    await expect(page.getByRole('tab', { name: 'sh' })).toBeFocused()
    await page.keyboard.press('Delete')
    await expect(page.getByRole('button', { name: 'Open a shell' })).toBeVisible()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in an open terminal, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.getByRole('button', { name: 'Open a shell' }).click()
      await expect(screen(page)).toContainText('#')
      await page.keyboard.type('ls --color=always /\n')
      await expect(screen(page)).toContainText('etc')
      await page.waitForTimeout(500)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await page.getByRole('button', { name: 'More terminals' }).click()
      await page.getByRole('menuitemcheckbox', { name: 'Screen reader mode' }).click()
      await page.keyboard.press('Escape')
      await expect(page.locator('.xterm-accessibility')).toHaveCount(1)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
  }
})

test('attaching warns first; its keys detach, `exit` stops the container', async ({ page, engine }) => {
  await engine.docker(...RUN, '-it', '--name', 'main', BUSYBOX)
  await openTab(page, 'main')
  await page.getByRole('button', { name: 'Attach…' }).click()
  await expect(page.getByRole('dialog')).toContainText('stops the container')
  await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Terminal attach in main' })).toBeFocused()
  await page.keyboard.type('echo att$((1))ached\n')
  await expect(screen(page)).toContainText('att1ached')
  await page.keyboard.press('Control+p')
  await page.waitForTimeout(50)
  await page.keyboard.press('Control+q')
  await expect(page.getByText('Detached. The container goes on.')).toBeVisible()
  await page.getByRole('button', { name: 'Open again' }).click()
  await expect(screen(page)).toContainText('att1ached')
  await page.keyboard.type('exit 5\n')
  await expect(page.getByText('Ended with exit code 5. main is not running.')).toBeVisible()
  await page.getByRole('button', { name: 'Start main' }).click()
  await expect(page.getByText('main is not running')).toHaveCount(0)
  expect(await engine.docker('inspect', '-f', '{{.State.Running}}', 'main')).toBe('true')
  await engine.docker('rm', '-f', 'main')
})

test('an image without a shell, and a container that is not running, say so', async ({ page, engine }) => {
  await engine.docker(...RUN, '--name', 'bare', NOSHELL)
  await openTab(page, 'bare')
  await page.getByRole('button', { name: 'Open a shell' }).click()
  await expect(page.getByRole('alert')).toContainText('“bare” has no shell.')
  await engine.docker('kill', 'bare')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByRole('heading', { name: 'bare is not running' })).toBeVisible()
  await page.getByRole('button', { name: 'Start bare' }).click()
  await expect(page.getByRole('button', { name: 'Open a shell' })).toBeVisible()
  await engine.docker('rm', '-f', 'bare')
})

test('big output is shown to its end, and the page goes on', async ({ page, engine }) => {
  await engine.docker(...RUN, '--name', 'loud', ...SLEEP)
  await openTab(page, 'loud')
  await page.getByRole('button', { name: 'Open a shell' }).click()
  await expect(screen(page)).toContainText('#')
  await page.keyboard.type('seq 1 300000; echo fi$((1))n\n')
  await expect(screen(page)).toContainText('fi1n', { timeout: 30_000 })
  await expect(screen(page)).toContainText('300000')
  await engine.docker('rm', '-f', 'loud')
})
