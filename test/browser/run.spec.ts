import { once } from 'node:events'
import { createServer } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { rowOf } from './rows.ts'

const pasteBox = (page: Page) => page.getByRole('textbox', { name: 'Paste a docker command' })
const field = (page: Page, name: string) => page.getByRole('main').getByLabel(name, { exact: true })
const runButton = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Run', exact: true })

test.beforeEach(async ({ page }) => {
  await page.getByRole('complementary').getByRole('link', { name: 'Run', exact: true }).click()
  await expect(pasteBox(page)).toBeVisible()
})

test('what is pasted fills the form, and becomes what docker makes of it', async ({ page, engine }) => {
  const flags = ['--network', 'none', '-e', 'GREETING=hello you', '-m', '64m', '--cpus', '0.5', '--init']
  const more = ['--label', 'team=edge', '--tmpfs', '/cache:size=1m', '-v', 'pasted:/data:ro', '--cap-drop', 'NET_RAW']
  const words = [...flags, ...more, BUSYBOX, 'sh', '-c', 'sleep 1000; true']
  await engine.docker('run', '-d', '--name', 'by-docker', ...words)
  await pasteBox(page).fill(
    `$ docker run -d --name by-slipway ${words.map((word) => `"${word}"`).join(' ')} # as in the manual`,
  )
  await expect(field(page, 'Name')).toHaveValue('by-slipway')
  await expect(field(page, 'Image')).toHaveValue(BUSYBOX)
  await expect(field(page, 'Command')).toHaveValue("sh -c 'sleep 1000; true'")
  await expect(field(page, 'Variable')).toHaveValue('GREETING')
  await expect(field(page, 'Value')).toHaveValue('hello you')
  await expect(field(page, 'Memory')).toHaveValue('64m')
  await expect(page.getByRole('checkbox', { name: 'Read-only' })).toBeChecked()
  await expect(field(page, '--cap-drop')).toHaveValue('NET_RAW')
  await runButton(page).click()
  await expect(page.getByRole('heading', { name: 'by-slipway' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true')
  const inspect = (name: string) =>
    engine.docker(
      'inspect',
      '-f',
      '{{.State.Status}} {{json .HostConfig}} {{json .Config.Env}} {{json .Config.Cmd}}',
      name,
    )
  expect(await inspect('by-slipway')).toBe(await inspect('by-docker'))
  await engine.docker('rm', '-f', 'by-docker', 'by-slipway')
})

test('the keyboard alone fills the form and runs it', async ({ page, engine }) => {
  await field(page, 'Image').focus()
  await page.keyboard.type(BUSYBOX)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await page.keyboard.type('by-keys')
  await page.keyboard.press('Tab')
  await page.keyboard.type('sleep 1000')
  await page.getByRole('button', { name: 'Add variable' }).focus()
  await page.keyboard.press('Enter')
  await expect(field(page, 'Variable')).toBeFocused()
  await page.keyboard.type('A')
  await page.keyboard.press('Tab')
  await page.keyboard.type('b c')
  await expect(page.getByText(`docker run -d --name by-keys -e 'A=b c' ${BUSYBOX} sleep 1000`)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('heading', { name: 'by-keys' })).toBeVisible()
  expect(await engine.docker('inspect', '-f', '{{json .Config.Env}}', 'by-keys')).toContain('A=b c')
  await engine.docker('rm', '-f', 'by-keys')
})

test('a port that is taken is said before anything is started, with who has it and a free one', async ({
  page,
  engine,
}) => {
  await engine.docker('run', '-d', '--name', 'holder', '-p', '127.0.0.1:28080:80', BUSYBOX, 'sleep', '1000')
  await pasteBox(page).fill(`docker run -d --name wants -p 127.0.0.1:28080:80 ${BUSYBOX} sleep 1000`)
  await expect(page.getByText('Port 28080 is taken by the container holder.')).toBeVisible()
  await runButton(page).click()
  await expect(field(page, 'Host port')).toBeFocused()
  await page.getByRole('button', { name: 'Use 28081' }).click()
  await expect(page.getByText('-p 127.0.0.1:28081:80')).toBeVisible()
  await runButton(page).click()
  await expect(page.getByRole('heading', { name: 'wants' })).toBeVisible()
  expect(await engine.docker('port', 'wants')).toContain('127.0.0.1:28081')
  await engine.docker('rm', '-f', 'holder', 'wants')
})

test('a port that a program holds is said with that program, before anything is started', async ({ page, engine }) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  const { port } = address
  await pasteBox(page).fill(`docker run -d --name beside -p ${port}:80 ${BUSYBOX} sleep 1000`)
  await expect(page.getByText(`Port ${port} is taken by`)).toContainText(`(process ${process.pid})`)
  await runButton(page).click()
  await expect(field(page, 'Host port')).toBeFocused()
  server.close()
  await expect(page.getByText(`Port ${port} is taken by`)).toHaveCount(0)
  await runButton(page).click()
  await expect(page.getByRole('heading', { name: 'beside' })).toBeVisible()
  await engine.docker('rm', '-f', 'beside')
})

test('a pull is cancelled, and nothing is left of it', async ({ page, engine }) => {
  // A registry that never answers, where the engine is.
  const listen = ['nc', '-ll', '-p', '28555', '-e', 'sleep', '1000']
  await engine.docker('run', '-d', '--name', 'silent', '--network', 'host', BUSYBOX, ...listen)
  await pasteBox(page).fill('docker run -d --name never 127.0.0.1:28555/slow:1')
  await expect(field(page, 'Name')).toHaveValue('never')
  await runButton(page).click()
  await expect(page.getByText(/^Pulling 127/)).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled: nothing was started')).toBeVisible()
  await expect(field(page, 'Name')).toHaveValue('never')
  expect(await engine.docker('ps', '-aq', '--filter', 'name=never')).toBe('')
  await page.getByRole('link', { name: 'Activity' }).click()
  const done = page.getByRole('list', { name: 'What was done' }).getByRole('listitem')
  await expect(done.filter({ hasText: '--name never' })).toContainText('Cancelled')
  await engine.docker('rm', '-f', 'silent')
})

test('a name that is taken or that the engine refuses is said at the field', async ({ page, engine }) => {
  await engine.docker('create', '--name', 'owned', BUSYBOX)
  await field(page, 'Name').fill('no spaces')
  await expect(page.getByText('Only letters, digits')).toBeVisible()
  await field(page, 'Name').fill('owned')
  await expect(page.getByText('Another container is named “owned”.')).toBeVisible()
  await page.getByRole('button', { name: 'Use owned-2' }).click()
  await field(page, 'Image').fill(BUSYBOX)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Create without starting' }).click()
  await expect(page.getByRole('heading', { name: 'owned-2' })).toBeVisible()
  expect(await engine.docker('inspect', '-f', '{{.State.Status}}', 'owned-2')).toBe('created')
  await engine.docker('rm', 'owned', 'owned-2')
})

test('what the engine refuses leaves the form filled, with its reason', async ({ page, engine }) => {
  await pasteBox(page).fill(`docker run -d --name refused ${BUSYBOX} no-such-program`)
  await expect(field(page, 'Name')).toHaveValue('refused')
  await runButton(page).click()
  await expect(page.getByText(/executable file not found/).first()).toBeVisible()
  await expect(field(page, 'Command')).toHaveValue('no-such-program')
  await expect(field(page, 'Command')).toHaveAttribute('aria-invalid', 'true')
  await engine.docker('rm', 'refused')
})

test('a container that ends at once says why', async ({ page, engine }) => {
  await pasteBox(page).fill(`docker run -d --name hasty ${BUSYBOX} sh -c "echo farewell; exit 127"`)
  await expect(field(page, 'Name')).toHaveValue('hasty')
  await runButton(page).click()
  await expect(page.getByText(/with exit code 127\. Its command was not found in the image\./)).toBeVisible()
  await expect(page.getByText('farewell')).toBeVisible()
  await engine.docker('rm', 'hasty')
})

test('a folder that only the person knows is asked for, and then filled in', async ({ page }) => {
  await pasteBox(page).fill(`docker run -v "$(pwd)/src:/src" ${BUSYBOX} | cat`)
  await page.getByLabel('Which folder is $(pwd)?').fill('/srv/app')
  await page.getByRole('button', { name: 'Answer' }).click()
  await expect(field(page, 'Source')).toHaveValue('/srv/app/src')
  await page.getByText('What each word does').click()
  await expect(page.getByText('another command: it is not run')).toBeVisible()
})

test('flags that do not fit together are said at once', async ({ page }) => {
  await pasteBox(page).fill(`docker run --rm --restart always ${BUSYBOX}`)
  await expect(page.getByRole('list', { name: 'What does not fit' })).toContainText('removed when it exits')
  await page.getByRole('switch', { name: 'Remove when it exits' }).click()
  await expect(page.getByRole('list', { name: 'What does not fit' })).toHaveCount(0)
})

test('every flag is there to be searched', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'Search flags' }).fill('capability')
  await page.getByRole('button', { name: 'Add --cap-add' }).click()
  await field(page, '--cap-add').fill('NET_ADMIN')
  await field(page, 'Image').fill(BUSYBOX)
  await expect(page.getByText(`docker run -d --cap-add NET_ADMIN ${BUSYBOX}`)).toBeVisible()
})

test('the palette does what a pasted command says', async ({ page, engine }) => {
  for (const name of ['halt-a', 'halt-b']) await engine.docker('run', '-d', '--name', name, BUSYBOX, 'sleep', '1000')
  await page.getByRole('link', { name: 'Containers' }).click()
  await expect(rowOf(page, 'halt-b')).toContainText('Running')
  // Other tests may have left some that run.
  const running = (await engine.docker('ps', '-q')).split('\n').length
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText('docker stop -t 0 $(docker ps -q)')
  await expect(page.getByRole('option', { name: `Stop ${running} containers` })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'halt-a')).toContainText('Exited')
  await expect(rowOf(page, 'halt-b')).toContainText('Exited')
  await engine.docker('rm', 'halt-a', 'halt-b')
})

test('the palette lists what only the engine can look up', async ({ page, engine }) => {
  for (const name of ['plain-a', 'exposed-a']) {
    await engine.docker(
      'run',
      '-d',
      '--name',
      name,
      '--expose',
      name === 'plain-a' ? '1' : '7171',
      BUSYBOX,
      'sleep',
      '1000',
    )
  }
  await page.getByRole('link', { name: 'Containers' }).click()
  await expect(rowOf(page, 'exposed-a')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText('docker ps -a --filter expose=7171')
  await expect(page.getByRole('option', { name: 'List 1 container with expose=7171' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'exposed-a')).toBeVisible()
  await expect(rowOf(page, 'plain-a')).toHaveCount(0)
  await page.getByRole('button', { name: 'Take away the filter expose=7171' }).click()
  await expect(rowOf(page, 'plain-a')).toBeVisible()
  await engine.docker('rm', '-f', 'plain-a', 'exposed-a')
})

test('a folder answered in the palette is not asked again in the form', async ({ page }) => {
  await page.keyboard.press('ControlOrMeta+k')
  const line = page.getByRole('dialog').getByRole('combobox').first()
  await expect(line).toBeFocused()
  await line.fill(`docker run -v ./src:/src ${BUSYBOX}`)
  await page.getByLabel('From which folder does ./src start?').fill('/srv/app')
  await page.getByRole('button', { name: 'Answer' }).click()
  await page.getByRole('option', { name: 'Open in the Run form' }).click()
  await expect(field(page, 'Source')).toHaveValue('/srv/app/src')
})

test('the palette takes a pasted run into the form, and says what it can’t make out', async ({ page }) => {
  const line = page.getByRole('dialog').getByRole('combobox')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(line).toBeFocused()
  await page.keyboard.insertText('docker stpo web')
  await expect(page.getByText('There is no docker command “stpo”.')).toBeVisible()
  await line.fill(`podman run --name from-palette ${BUSYBOX}`)
  await expect(page.getByRole('option', { name: 'Open in the Run form' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(field(page, 'Name')).toHaveValue('from-palette')
})

test('a recipe is saved, kept, and fills the form again', async ({ page }) => {
  await pasteBox(page).fill(`docker run -d --name cooked -e A=b ${BUSYBOX} sleep 5`)
  await expect(field(page, 'Name')).toHaveValue('cooked')
  await page.getByRole('button', { name: 'Recipes' }).click()
  const dialog = page.getByRole('dialog', { name: 'Recipes' })
  await dialog.getByLabel('Save what is filled in as').fill('Cook')
  await dialog.getByRole('button', { name: 'Save as recipe' }).click()
  await expect(dialog.getByRole('listitem')).toContainText('Cook')
  await page.keyboard.press('Escape')
  await page.reload()
  await page.getByRole('button', { name: 'Recipes' }).click()
  await expect(dialog.getByRole('listitem')).toContainText(BUSYBOX)
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export' }).click()
  const file = await (await download).path()
  await dialog.getByRole('button', { name: 'Remove Cook' }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(0)
  await dialog.getByLabel('Import').setInputFiles(file)
  await expect(dialog.getByRole('listitem')).toContainText('Cook')
  await dialog.getByRole('button', { name: 'Use Cook' }).click()
  await expect(field(page, 'Name')).toHaveValue('cooked')
  await expect(field(page, 'Variable')).toHaveValue('A')
})

const choose = async (page: Page, name: string, item: string) => {
  await page.getByRole('link', { name: 'Containers' }).click()
  await rowOf(page, name)
    .getByRole('button', { name: `More for ${name}` })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('a duplicate is made as the first was', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'first', '-e', 'A=b', '--cap-add', 'NET_ADMIN', BUSYBOX, 'sleep', '1000')
  await choose(page, 'first', 'Duplicate…')
  await expect(field(page, 'Name')).toHaveValue('first-copy')
  await expect(page.getByText(`docker run -d --name first-copy -e A=b --cap-add`)).toBeVisible()
  await runButton(page).click()
  await expect(page.getByRole('heading', { name: 'first-copy' })).toBeVisible()
  const inspect = (name: string) => engine.docker('inspect', '-f', '{{json .HostConfig}} {{json .Config.Env}}', name)
  expect(await inspect('first-copy')).toBe(await inspect('first'))
  await engine.docker('rm', '-f', 'first', 'first-copy')
})

test('a recreation is cancelled in the middle, and the old one is as it was', async ({ page, engine }) => {
  // It does not listen to the signal, so that stopping it takes its whole grace.
  const deaf = ['sh', '-c', "trap '' TERM; while :; do sleep 0.2; done"]
  await engine.docker('run', '-d', '--name', 'deaf', '--stop-timeout', '5', BUSYBOX, ...deaf)
  const about = () => engine.docker('inspect', '-f', '{{.Id}} {{.State.Status}}', 'deaf')
  const before = await about()
  await choose(page, 'deaf', 'Edit and recreate…')
  await field(page, 'Command').fill('sleep 1000')
  await page.getByRole('button', { name: 'Recreate' }).click()
  await expect(page.getByText('Stopping deaf')).toBeVisible()
  expect(await engine.docker('ps', '-q', '--filter', 'name=deaf-before')).not.toBe('')
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Bringing deaf back')).toBeVisible()
  await expect(page.getByText('Bringing deaf back')).toHaveCount(0, { timeout: 30_000 })
  // The engine went through with its stop before, and will not do so again.
  expect(await about()).toBe(before)
  await page.waitForTimeout(6_000)
  expect(await about()).toBe(before)
  expect(await engine.docker('ps', '-aq', '--filter', 'name=deaf-before')).toBe('')
  await expect(field(page, 'Command')).toHaveValue('sleep 1000')
  await engine.docker('rm', '-f', 'deaf')
})

test('one is edited and recreated: first with a mistake, and the old one is back; then for good', async ({
  page,
  engine,
}) => {
  await engine.docker(
    'run',
    '-d',
    '--name',
    'edited',
    '--stop-timeout',
    '1',
    '-p',
    '127.0.0.1:28090:80',
    BUSYBOX,
    'sleep',
    '1000',
  )
  const id = (await engine.docker('inspect', '-f', '{{.Id}}', 'edited')).trim()
  const idOf = async (name: string) => (await engine.docker('inspect', '-f', '{{.Id}} {{.State.Status}}', name)).trim()
  await choose(page, 'edited', 'Edit and recreate…')
  await expect(page.getByText('Edit and recreate edited')).toBeVisible()
  await field(page, 'Command').fill('no-such-program')
  await page.getByRole('button', { name: 'Recreate' }).click()
  await expect(page.getByText(/executable file not found/).first()).toBeVisible({ timeout: 20_000 })
  expect(await idOf('edited')).toBe(`${id} running`)
  await field(page, 'Command').fill('sleep 2000')
  await page.getByRole('button', { name: 'Recreate' }).click()
  const asks = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await expect(asks).toContainText('Remove edited-before?', { timeout: 20_000 })
  expect(await idOf('edited-before')).toBe(`${id} exited`)
  expect(await engine.docker('inspect', '-f', '{{json .Config.Cmd}} {{.State.Status}}', 'edited')).toContain(
    '["sleep","2000"] running',
  )
  await asks.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'edited', exact: true })).toBeVisible()
  await expect.poll(() => engine.docker('ps', '-aq', '--filter', 'name=edited-before')).toBe('')
  await engine.docker('rm', '-f', 'edited')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('axe finds nothing in the form, filled and not', async ({ page }) => {
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      const flags = '--name x! -p 80:80 -v a:/b -e A=b --tmpfs /run --network nowhere --restart always --rm'
      await pasteBox(page).fill(`docker run ${flags} --cap-add X -v "$OTHER:/c" ${BUSYBOX} | cat`)
      await page.getByLabel(/OTHER/).fill('/srv')
      await page.getByRole('button', { name: 'Answer' }).click()
      await expect(page.getByRole('list', { name: 'What does not fit' })).toBeVisible()
      await page.getByText('What each word does').click()
      await page.waitForTimeout(400)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
  })
}
