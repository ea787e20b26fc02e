import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { electronBinary } from '../../scripts/electron-binary.ts'
import { root } from '../../scripts/root.ts'
import { openDesktop, test } from '../support/desktop.ts'

test('the window shows the UI, which has its line to the host', async ({ desktop: { page } }) => {
  expect(page.url()).toMatch(/^app:\/\/slipway\//)
  // What the host found out about the engine can only come over the port.
  await expect(page.getByText(/There is nothing at .*none\.sock/)).toBeVisible()
})

test('the page gets the bridge and nothing else', async ({ desktop: { page } }) => {
  expect(await page.evaluate(() => Object.keys(window.slipway ?? {}).sort())).toEqual([
    'platform',
    'requestPort',
    'save',
  ])
  expect(
    await page.evaluate(() => ['require', 'process', 'module', 'global'].filter((name) => name in window)),
  ).toEqual([])
})

test('scripts that are not the page’s own do not run', async ({ desktop: { page } }) => {
  const refused = await page.evaluate(async () => {
    const violated = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    )
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.head.append(script)
    return { directive: await violated, ran: 'ran' in window }
  })
  expect(refused).toEqual({ directive: 'script-src-elem', ran: false })
  await expect(page.evaluate(() => fetch('https://example.com/'))).rejects.toThrow()
})

test('the page stays where it is, and links go to the browser', async ({ desktop: { app, page } }) => {
  await app.evaluate(({ shell }) => {
    Object.assign(globalThis, { opened: [] })
    shell.openExternal = async (url) => {
      Reflect.get(globalThis, 'opened').push(url)
    }
  })
  const before = page.url()
  for (const address of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,hi', 'app://evil/']) {
    await page.evaluate((to) => {
      window.location.href = to
    }, address)
    await page.evaluate((to) => window.open(to) === null, address)
  }
  await page.evaluate(() => window.open('http://localhost:8080/'))
  expect(page.url()).toBe(before)
  expect(app.windows()).toHaveLength(1)
  const opened = await app.evaluate(() => Reflect.get(globalThis, 'opened'))
  expect(opened).toEqual(['https://example.com/', 'http://localhost:8080/'])
})

test('no permission is given', async ({ desktop: { page } }) => {
  const states = await page.evaluate(async () => {
    const asked = await Notification.requestPermission()
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'denied',
    )
    const clipboard = await navigator.clipboard.readText().then(
      () => 'granted',
      () => 'denied',
    )
    return [asked, media, clipboard]
  })
  expect(states).toEqual(['denied', 'denied', 'denied'])
})

test('a second start shows the first window', async ({ desktop: { app, stateFolder } }) => {
  const second = spawn(electronBinary() ?? '', [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root], {
    env: { ...process.env, HOME: stateFolder, SLIPWAY_STATE: stateFolder },
    stdio: 'ignore',
  })
  const code = await new Promise((resolve) => second.on('exit', resolve))
  expect(code).toBe(0)
  expect(app.windows()).toHaveLength(1)
})

test('the window comes back where it was left', async ({ stateFolder }) => {
  const left = { x: 40, y: 60, width: 900, height: 600 }
  const first = await openDesktop(stateFolder)
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), left)
  await first.app.close()
  const kept: unknown = JSON.parse(readFileSync(join(stateFolder, 'desktop', 'window.json'), 'utf8'))
  expect(kept).toMatchObject({ bounds: { width: 900, height: 600 }, maximized: false })

  const second = await openDesktop(stateFolder)
  const bounds = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  expect(bounds).toMatchObject({ width: 900, height: 600 })
  await second.app.close()
})

test('a host that breaks comes back, and the page with it', async ({ desktop: { app, page } }) => {
  await expect(page.getByText(/none\.sock/)).toBeVisible()
  const host = () =>
    app.evaluate(({ app }) => app.getAppMetrics().find(({ name }) => name === 'Slipway host')?.pid ?? 0)
  const before = await host()
  process.kill(before, 'SIGKILL')
  await expect.poll(async () => ![0, before].includes(await host())).toBe(true)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(/There is nothing at .*none\.sock/)).toBeVisible()
})

test('quitting ends the host too, soon', async ({ stateFolder }) => {
  const { app, page } = await openDesktop(stateFolder)
  await expect(page.getByText(/none\.sock/)).toBeVisible()
  const pids = await app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
  const start = performance.now()
  const closed = new Promise((resolve) => app.process().on('exit', resolve))
  app.process().kill('SIGTERM')
  expect(await closed).toBe(0)
  expect(performance.now() - start).toBeLessThan(2_000)
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
})
