import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'

let folder: string

test.beforeEach(async ({ page }) => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-browser-build-'))
  await writeFile(
    join(folder, 'Dockerfile'),
    `FROM ${BUSYBOX} AS make\nARG WORD=none\nRUN printf '\\033[32mgreen\\033[0m %s\\n' "$WORD"\nFROM ${BUSYBOX}\nCOPY --from=make /etc/passwd /p\n`,
  )
  await page.getByRole('link', { name: 'Build', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Build an image' })).toBeVisible()
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

async function choose(page: Page): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Folder' })
  await field.fill(folder)
  await field.press('Escape')
  await expect(page.getByText(/1 file, /)).toBeVisible()
}

async function noViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('a folder becomes an image, which can be run', async ({ page }) => {
  await choose(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('shown:1')
  await page.getByRole('button', { name: 'WORD' }).click()
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('grass')
  await expect(page.getByText(`docker build -t shown:1 --build-arg WORD=grass ${folder}`)).toBeVisible()
  await noViolations(page)
  await page.getByRole('button', { name: /^Build Ctrl|^Build$/ }).click()
  await expect(page.getByRole('heading', { name: 'Build shown:1' })).toBeVisible()
  await expect(page.getByText('Built', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('region', { name: 'Stage make' })).toBeVisible()
})

test('a step that fails opens with its log and its line; the Dockerfile is corrected here and built again', async ({
  page,
}) => {
  const file = join(folder, 'Dockerfile')
  await writeFile(file, `FROM ${BUSYBOX}\nRUN echo why not && false\n`)
  await choose(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert')).toContainText('A step of the build failed.', { timeout: 30_000 })
  await expect(page.getByRole('figure', { name: 'Dockerfile, line 2' })).toContainText('RUN echo why not')
  await expect(page.getByRole('log')).toContainText('why not')
  await noViolations(page)
  await page.getByRole('button', { name: 'Dockerfile', exact: true }).click()
  const editor = page.getByRole('textbox', { name: 'Dockerfile' })
  await expect(editor).toContainText('RUN echo why not')
  await noViolations(page)
  await editor.press('Control+a')
  await editor.press('Delete')
  await page.keyboard.insertText(`FROM ${BUSYBOX}\nRUN echo better\n`)
  await expect(page.getByText('Not saved', { exact: true })).toBeVisible()
  // It is kept while other pages are looked at.
  await page.getByRole('link', { name: 'Containers' }).click()
  await page.goBack()
  await expect(editor).toContainText('RUN echo better')
  // Somebody else writes it meanwhile.
  await writeFile(file, 'FROM elsewhere\n')
  await expect(page.getByText('The file was changed on disk')).toBeVisible()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await editor.press('Control+s')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  expect(await readFile(file, 'utf8')).toBe(`FROM ${BUSYBOX}\nRUN echo better\n`)
  await page.getByRole('button', { name: /^Build Ctrl|^Build$/ }).click()
  await expect(page.getByText('Built', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Activity' }).click()
  await expect(page.getByRole('region', { name: 'Builds' }).getByRole('img', { name: 'Failed' }).first()).toBeVisible()
  await page.getByRole('region', { name: 'Builds' }).getByRole('link').nth(1).click()
  await expect(page.getByRole('log')).toContainText('why not')
})

test('hints of the editor are reached by the keyboard, and go when they are heeded', async ({ page }) => {
  const file = join(folder, 'Dockerfile')
  await writeFile(file, `FROM ${BUSYBOX}\nSTOPSIGNAL nothing\nWORKDIR here\n`)
  await choose(page)
  await page.getByRole('button', { name: 'Edit the Dockerfile' }).click()
  const editor = page.getByRole('textbox', { name: 'Dockerfile' })
  await expect(page.getByText('1 error, 1 warning', { exact: true })).toBeVisible()
  await editor.press('Control+Shift+M')
  const list = page.getByRole('listbox', { name: 'Diagnostics' })
  await expect(list).toBeFocused()
  await expect(list.getByRole('option')).toHaveCount(2)
  await expect(list.getByRole('option', { selected: true })).toContainText('Invalid signal: nothing')
  await noViolations(page)
  await list.press('Escape')
  await expect(list).toHaveCount(0)
  await editor.press('Control+End')
  await editor.press('F8')
  // It stands at the word that is wrong, which is marked: the next one goes in its place.
  await page.keyboard.insertText('SIGINT')
  await expect(page.getByText('1 warning', { exact: true })).toBeVisible()
  await expect(editor).toContainText('STOPSIGNAL SIGINT')
  await page.getByRole('button', { name: 'Show problems' }).click()
  await expect(list.getByRole('option')).toContainText(['WORKDIR paths should be absolute'])
})

test('a pasted command fills the form, and what is refused is named', async ({ page }) => {
  const box = page.getByRole('textbox', { name: 'Paste a docker command' })
  await box.fill(`docker buildx build --load --target make -t a:1 -t b:2 --label x=y --no-cache ${folder}`)
  await expect(page.getByRole('combobox', { name: 'Folder' })).toHaveValue(folder)
  await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue('make')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveCount(2)
  await expect(page.getByRole('switch', { name: 'Without the cache' })).toBeChecked()
  await expect(
    page.getByText(`docker build -t a:1 -t b:2 --target make --label x=y --no-cache ${folder}`),
  ).toBeVisible()
  await box.fill(`docker buildx build --sbom=true ${folder}`)
  await expect(page.getByRole('alert')).toContainText('--sbom is not taken here.')
})

test('a build that goes on can be cancelled', async ({ page }) => {
  await writeFile(join(folder, 'Dockerfile'), `FROM ${BUSYBOX}\nRUN echo begun && sleep 600\n`)
  await choose(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('log')).toContainText('begun', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('img', { name: 'Running' })).toHaveCount(0)
})
