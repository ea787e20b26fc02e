import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import { dockerLogs } from '../support/log.ts'

let made = 0

/** A container of that script and the page with its log. */
async function opened(page: Page, engine: EngineAccess, script: string, ...flags: string[]): Promise<Shown> {
  const name = `log-${process.pid}-${++made}`
  const id = await engine.docker(
    'run',
    '-d',
    '--network',
    'none',
    '--name',
    name,
    ...flags,
    BUSYBOX,
    'sh',
    '-c',
    script,
  )
  await page.goto(`/#/containers/${id}?tab=logs`)
  const log = page.getByRole('region', { name: `Log of ${name}` })
  await expect(log).toBeVisible()
  return { id, name, log }
}
type Shown = { id: string; name: string; log: Locator }

/** How many lines are drawn, and the last of them. */
const drawn = (log: Locator) => log.locator('[data-index]')
const say = (engine: EngineAccess, id: string, text: string) =>
  engine.docker('exec', id, 'sh', '-c', `printf '%s' "$0" > /say`, text)
/** Says what is written into /say; keeps what it said at first. */
const ECHO = 'touch /say; while :; do [ -s /say ] && cat /say && : > /say; usleep 20000; done'
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search the log' })
/** Resolves once it scrolls no more: a wheel's way takes some frames, and lines are drawn behind it. */
const atRest = (log: Locator) =>
  log.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        let last = Number.NaN
        let still = 0
        const look = () => {
          still = element.scrollTop === last ? still + 1 : 0
          last = element.scrollTop
          if (still < 5) requestAnimationFrame(look)
          else resolve()
        }
        look()
      }),
  )
const SEQ_20000 = 'seq 1 20000; sleep 1000'

test('follows what is written, and tells the sources apart', async ({ page, engine }) => {
  const { id, log } = await opened(page, engine, `echo out; echo err >&2; ${ECHO}`)
  await expect(log.getByText('out', { exact: true })).toBeVisible()
  await expect(drawn(log).filter({ hasText: 'err' })).toContainText('stderr: err')
  await say(engine, id, 'fresh 🚢\n')
  await expect(log.getByText('fresh 🚢')).toBeInViewport()
  await expect(page.getByText('Following')).toBeVisible()
})

test('text that tries to be markup or to write over others is text', async ({ page, engine }) => {
  const script = `printf '<img src=x onerror="document.title=1"> & <b>bold</b>\\n\\033[1;31mred\\033[0m \\033[2Jafter\\n\\033]0;title\\007shown\\n10%%\\r100%%\\n'; sleep 1000`
  const { log } = await opened(page, engine, script)
  await expect(log.getByText('<img src=x onerror="document.title=1"> & <b>bold</b>')).toBeVisible()
  await expect(log.locator('img, b')).toHaveCount(0)
  await expect(log.getByText('red', { exact: true })).toHaveCSS('font-weight', '700')
  await expect(drawn(log).nth(1)).toHaveText('red after')
  await expect(drawn(log).nth(2)).toHaveText('shown')
  await expect(drawn(log).nth(3)).toHaveText('100%')
})

test('a long log opens at its end, is read back to its beginning, and is never drawn as a whole', async ({
  page,
  engine,
}) => {
  const { log } = await opened(page, engine, 'seq 1 30000; sleep 1000')
  await expect(log.getByText('30000', { exact: true })).toBeInViewport()
  await expect(page.getByText('1,000 lines loaded')).toBeVisible()
  await log.focus()
  const rows = new Set<number>()
  await expect(async () => {
    for (let press = 0; press < 40; press++) {
      await log.evaluate((element) => element.scrollBy(0, -12_000))
      await page.waitForTimeout(10)
      for (const text of await drawn(log).allTextContents()) rows.add(Number(text))
    }
    await expect(log.getByText('29000', { exact: true })).toHaveCount(0)
    expect(Math.min(...rows)).toBe(1)
  }).toPass({ timeout: 45_000 })
  expect(await drawn(log).count()).toBeLessThan(150)
  const loaded = await page.getByText('lines loaded').textContent()
  expect(Number(loaded?.replace(/\D/g, ''))).toBeLessThanOrEqual(20_000)
  // The way forward, from what was let go.
  await page.getByRole('button', { name: 'To the end' }).click()
  await expect(log.getByText('30000', { exact: true })).toBeInViewport()
})

test('reading back keeps the line that is looked at where it is', async ({ page, engine }) => {
  const { log } = await opened(page, engine, SEQ_20000)
  await expect(log.getByText('20000', { exact: true })).toBeInViewport()
  // To where the next page is asked for, then watch a line while it comes.
  await log.evaluate((element) => {
    element.scrollTop = 24 + 18 * 250
  })
  const line = log.getByText('19260', { exact: true })
  await expect(line).toBeVisible()
  const before = await line.boundingBox()
  await expect(page.getByText('2,000 lines loaded')).toBeVisible()
  await expect.poll(async () => (await line.boundingBox())?.y).toBe(before?.y)
})

test('keys go to the beginning and the end', async ({ page, engine }) => {
  const { log } = await opened(page, engine, SEQ_20000)
  await expect(log.getByText('20000', { exact: true })).toBeInViewport()
  await log.focus()
  await page.keyboard.press('Home')
  await expect(log.getByText('1', { exact: true })).toBeInViewport()
  await expect(page.getByText('This is where it begins.')).toBeInViewport()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('End')
  await expect(log.getByText('20000', { exact: true })).toBeInViewport()
})

test('from the beginning it is read on to the end, and goes on live there', async ({ page, engine }) => {
  const { id, log } = await opened(page, engine, `seq 1 3000; ${ECHO}`)
  await expect(log.getByText('3000', { exact: true })).toBeInViewport()
  await log.focus()
  await page.keyboard.press('Home')
  await expect(log.getByText('1', { exact: true })).toBeInViewport()
  await say(engine, id, 'meanwhile\n')
  // Within the page: a step is made once what the one before brought is drawn, so that a busy machine leaves none out.
  const seen = await log.evaluate(async (element) => {
    const texts = new Set<string>()
    const rows = () => [...element.querySelectorAll<HTMLElement>('[data-index]')]
    const last = () => Number(rows().at(-1)?.dataset.index)
    while (!texts.has('meanwhile')) {
      const before = last()
      element.scrollBy(0, element.clientHeight / 2)
      for (let frames = 0; frames < 30 && last() === before; frames++) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      for (const row of rows()) texts.add(row.textContent ?? '')
    }
    return [...texts]
  })
  expect(seen).toEqual([...Array.from({ length: 3_000 }, (_, index) => String(index + 1)), 'meanwhile'])
  await log.evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await say(engine, id, 'live\n')
  await expect(log.getByText('live', { exact: true })).toBeInViewport()
})

test('an engine that goes away and comes back: the log goes on', async ({ page, engine }) => {
  const { id, log } = await opened(page, engine, 'echo before; sleep 1000')
  await expect(log.getByText('before')).toBeVisible()
  await engine.kill('SIGKILL')
  await expect(
    page
      .getByRole('button', { name: 'Try again' })
      .or(page.getByText(/reconnecting/i))
      .first(),
  ).toBeVisible()
  await engine.start()
  await engine.docker('start', id)
  await expect(drawn(log).filter({ hasText: 'before' })).toHaveCount(2, { timeout: 30_000 })
})

test('scrolled up, it stays, counts what is new, and goes there when asked', async ({ page, engine }) => {
  const { id, log } = await opened(page, engine, `seq 1 300; ${ECHO}`)
  await expect(log.getByText('300', { exact: true })).toBeInViewport()
  await log.hover()
  const end = await log.evaluate((element) => element.scrollTop)
  await page.mouse.wheel(0, -1_000)
  await expect.poll(() => log.evaluate((element) => element.scrollTop)).toBeLessThan(end)
  await atRest(log)
  const kept = await drawn(log).nth(30).textContent()
  const place = await log.getByText(kept ?? '', { exact: true }).boundingBox()
  await say(engine, id, 'a\nb\nc\n')
  const button = page.getByRole('button', { name: '3 new lines' })
  await expect(button).toBeVisible()
  expect(await log.getByText(kept ?? '', { exact: true }).boundingBox()).toEqual(place)
  await button.click()
  await expect(log.getByText('c', { exact: true })).toBeInViewport()
  await expect(button).toBeHidden()
  await say(engine, id, 'and on\n')
  await expect(log.getByText('and on')).toBeInViewport()
})

test('a search counts the hits of the whole log and goes from one to the next', async ({ page, engine }) => {
  const { log } = await opened(page, engine, 'seq 1 30000; echo WARN; echo warn; sleep 1000')
  await expect(log.getByText('warn', { exact: true })).toBeInViewport()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(search(page)).toBeFocused()
  await search(page).fill('7777')
  await expect(page.getByText('3 hits')).toBeVisible()
  // From the end, the nearest one is before it.
  await page.keyboard.press('Shift+Enter')
  await expect(page.getByText('3 of 3')).toBeVisible()
  await expect(log.locator('mark')).toHaveText('7777')
  await expect(log.getByText('27777')).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 of 3')).toBeVisible()
  await expect(drawn(log).filter({ hasText: /^7777$/ })).toBeInViewport()
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect(page.getByText('3 of 3')).toBeVisible()
  await search(page).fill('warn')
  await expect(page.getByText('2 hits')).toBeVisible()
  await page.getByRole('button', { name: 'Match case' }).click()
  await expect(page.getByText('1 hit', { exact: true })).toBeVisible()
  // Without waiting for what is found.
  await search(page).fill('12345')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible()
  await expect(drawn(log).filter({ hasText: /^12345$/ })).toBeInViewport()
  await search(page).fill('nowhere')
  await expect(page.getByText('No hits')).toBeVisible()
})

test('times and wrapping are a choice that is kept', async ({ page, engine }) => {
  const { log } = await opened(
    page,
    engine,
    `echo short; awk 'BEGIN { for (i = 0; i < 400; i++) printf "word " }'; echo; sleep 1000`,
  )
  const long = drawn(log).nth(1)
  await expect(long).toBeVisible()
  expect((await long.boundingBox())?.height).toBeGreaterThan(30)
  await page.getByRole('button', { name: 'Wrap' }).click()
  await expect.poll(async () => (await long.boundingBox())?.height).toBeLessThan(20)
  await page.getByRole('button', { name: 'Timestamps' }).click()
  await expect(drawn(log).nth(0)).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} short$/)
  await expect(page.getByText(/^docker logs -f -t log-/)).toBeVisible()
  await page.reload()
  await expect(drawn(log).nth(0)).toHaveText(/^\d{4}-/)
  await page.getByRole('button', { name: 'Timestamps' }).click()
  await page.getByRole('button', { name: 'Wrap' }).click()
})

test('the newest lines only, as docker’s --tail', async ({ page, engine }) => {
  const { log } = await opened(page, engine, 'seq 1 5000; sleep 1000')
  await expect(log.getByText('5000', { exact: true })).toBeInViewport()
  await page.getByRole('combobox', { name: 'Lines shown' }).click()
  await page.getByRole('option', { name: 'Last 100 lines' }).click()
  await expect(page.getByText('100 lines loaded', { exact: true })).toBeVisible()
  await expect(page.getByText(/^docker logs -f --tail 100 log-/)).toBeVisible()
  await log.evaluate((element) => element.scrollTo(0, 0))
  await expect(log.getByText('4901', { exact: true })).toBeInViewport()
  await expect(page.getByText('100 lines loaded', { exact: true })).toBeVisible()
})

test('all of it is downloaded, and what is loaded is copied', async ({ page, engine, context, product }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.url })
  const { id, name, log } = await opened(page, engine, `seq 1 20000; printf '\\033[31mred\\033[0m\\n'; sleep 1000`)
  await expect(log.getByText('red', { exact: true })).toBeInViewport()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download all' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`log-${name}.txt`)
  expect(await readFile(await download.path(), 'utf8')).toBe(await dockerLogs(engine, id))
  await page.getByRole('button', { name: 'Copy loaded lines' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n').slice(-4)).toEqual(['19999', '20000', 'red', ''])
  await log.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(copied)
})

test('it says that the container ended, and goes on when it starts again', async ({ page, engine }) => {
  const { id, log } = await opened(page, engine, 'date +%s%N')
  await expect(page.getByText('The container has ended')).toBeVisible()
  await expect(drawn(log)).toHaveCount(1)
  await engine.docker('start', id)
  await expect(drawn(log)).toHaveCount(2)
})

test('a log driver that keeps nothing is explained', async ({ page, engine }) => {
  const name = `log-${process.pid}-none`
  const id = await engine.docker('run', '-d', '--name', name, '--log-driver', 'none', BUSYBOX, 'sleep', '1000')
  await page.goto(`/#/containers/${id}?tab=logs`)
  await expect(page.getByText('This container’s log can’t be read.')).toBeVisible()
  await expect(page.getByText(/thrown away/)).toBeVisible()
})
