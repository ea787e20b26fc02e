import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR4nGP8z0AaYCJR/aiGUQ1DSMAAQC4BH2bjRnMAAAAASUVORK5CYII='
const FILL = `mkdir -p /srv/app/conf /srv/many; cd /srv/app; printf 'listen 80\\n' > conf/site.conf; chown 5:6 conf/site.conf
  chmod 640 conf/site.conf; echo ${PNG} | base64 -d > logo.png; head -c 2000 /dev/urandom > data.bin
  i=0; while [ $i -lt 10000 ]; do : > /srv/many/file-$i; i=$((i+1)); done; touch /ready`

/** A container with files, shown in the tab Files at `/srv/app`. */
async function openFiles(page: Page, docker: (...args: string[]) => Promise<string>, name: string, at = 'app') {
  const id = await docker('run', '-d', '--name', name, BUSYBOX, 'sh', '-c', `${FILL}; sleep 10000`)
  await expect(async () => docker('exec', id, 'ls', '/ready')).toPass({ timeout: 30_000 })
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('tab', { name: 'Files' }).click()
  for (const folder of ['srv', at]) await page.getByRole('button', { name: folder, exact: true }).click()
  return id
}

test('a file is read, changed and saved with its mode and owner; a change meanwhile is told', async ({
  page,
  engine,
}) => {
  const id = await openFiles(page, engine.docker, 'editing')
  await page.getByRole('button', { name: 'conf', exact: true }).click()
  await page.getByRole('button', { name: 'site.conf', exact: true }).click()
  const editor = page.getByRole('textbox', { name: 'Text of site.conf' })
  await expect(editor).toContainText('listen 80')
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await expect(save).toBeDisabled()
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# mine')
  await save.click()
  await expect(page.getByText('Saved site.conf')).toBeVisible()
  expect(
    await engine.docker(
      'exec',
      id,
      'sh',
      '-c',
      'cat /srv/app/conf/site.conf; stat -c " %a %u:%g" /srv/app/conf/site.conf',
    ),
  ).toBe('listen 80\n# mine 640 5:6')
  await engine.docker('exec', id, 'sh', '-c', 'echo theirs > /srv/app/conf/site.conf')
  await editor.click()
  await page.keyboard.type(' again')
  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog', { name: 'site.conf was changed meanwhile' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Load what is there' }).click()
  await expect(editor).toContainText('theirs')
  await engine.docker('rm', '-f', id)
})

test('a picture is shown, and nothing is found by axe beside it', async ({ page, engine }) => {
  const id = await openFiles(page, engine.docker, 'picture')
  await page.getByRole('button', { name: 'logo.png', exact: true }).click()
  await expect(page.getByText('16 × 16')).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Close the preview' }).click()
  await page.getByRole('button', { name: 'data.bin', exact: true }).click()
  await expect(page.getByText('No preview')).toBeVisible()
  await engine.docker('rm', '-f', id)
})

test('files go up and come down, are renamed and deleted', async ({ page, engine }) => {
  const id = await openFiles(page, engine.docker, 'moving')
  await page.getByLabel('Files to upload').setInputFiles([
    { name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.from('first') },
    { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('second') },
  ])
  await expect(page.getByRole('button', { name: 'two.txt', exact: true })).toBeVisible()
  expect(await engine.docker('exec', id, 'cat', '/srv/app/one.txt', '/srv/app/two.txt')).toBe('firstsecond')

  const down = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More for two.txt' }).click()
  await page.getByRole('menuitem', { name: 'Download', exact: true }).click()
  const download = await down
  expect(download.suggestedFilename()).toBe('two.txt')
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part))
  expect(Buffer.concat(parts).toString()).toBe('second')

  await page.getByRole('button', { name: 'More for two.txt' }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('textbox', { name: 'New name' }).fill('three.txt')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(page.getByRole('button', { name: 'three.txt', exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'New folder' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('made here')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('button', { name: 'made here', exact: true })).toBeVisible()

  await page.getByRole('checkbox', { name: 'Select three.txt' }).click()
  await page.getByRole('checkbox', { name: 'Select conf' }).click()
  await page.getByRole('toolbar', { name: 'Chosen files' }).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('3 files and folders')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('button', { name: 'three.txt', exact: true })).toBeHidden()
  expect(await engine.docker('exec', id, 'ls', '/srv/app')).toBe('data.bin\nlogo.png\nmade here\none.txt')
  await engine.docker('rm', '-f', id)
})

test('10,000 entries are there, and only those on the screen are drawn', async ({ page, engine }) => {
  const id = await openFiles(page, engine.docker, 'crowd', 'many')
  await expect(page.getByText('10,000 entries')).toBeVisible()
  expect(await page.getByRole('row').count()).toBeLessThan(100)
  await page.getByRole('row').nth(1).focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('button', { name: 'file-9999', exact: true })).toBeVisible()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('button', { name: 'app', exact: true })).toBeVisible()
  await engine.docker('rm', '-f', id)
})
