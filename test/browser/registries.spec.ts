import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type BadRegistry, startBadRegistry } from '../support/bad-registry.ts'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { type Registry, startRegistry } from '../support/registry.ts'

// The engine has a network of its own, so these are not reached by it: what the host asks itself, and what fails, is.
let plain: Registry
let bad: BadRegistry

test.beforeAll(async () => {
  ;[plain, bad] = await Promise.all([startRegistry(), startBadRegistry()])
  const put = (path: string, body: string, type: string) =>
    fetch(`http://${plain.host}${path}`, { method: 'PUT', body, headers: { 'content-type': type } })
  const begun = await fetch(`http://${plain.host}/v2/team/app/blobs/uploads/`, { method: 'POST' })
  const config = '{"os":"linux","architecture":"arm64"}'
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`
  const upload = new URL(begun.headers.get('location') ?? '', `http://${plain.host}`)
  upload.searchParams.set('digest', digest)
  await fetch(upload, { method: 'PUT', body: config, headers: { 'content-type': 'application/octet-stream' } })
  const manifestType = 'application/vnd.docker.distribution.manifest.v2+json'
  const layer = { mediaType: 'application/vnd.docker.container.image.v1+json', size: config.length, digest }
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: layer, layers: [] })
  for (const tag of ['1.9', '1.10', 'latest']) await put(`/v2/team/app/manifests/${tag}`, manifest, manifestType)
})
test.afterAll(async () => {
  await Promise.all([plain?.stop(), bad?.close()])
})

const dialog = (page: Page) => page.getByRole('dialog')

/** Nothing on the screen that keeps somebody out. */
async function accessible(page: Page): Promise<void> {
  await page.waitForTimeout(300)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
}

test('a registry is put on the list, tested, and looked into', async ({ page }) => {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Add registry…' }).click()
  await dialog(page).getByRole('combobox', { name: 'Registry' }).fill(plain.host)
  await page.getByRole('button', { name: 'Add it without signing in' }).click()
  const row = page.getByRole('list', { name: 'Registries' }).getByRole('listitem').filter({ hasText: plain.host })
  await expect(row).toContainText('Not signed in')
  await row.getByRole('button', { name: `More for ${plain.host}` }).click()
  await page.getByRole('menuitem', { name: 'Test' }).click()
  await expect(row).toContainText('It answers.')

  await page.getByRole('link', { name: 'Browse' }).click()
  await page.getByRole('combobox', { name: 'Registry' }).click()
  await page.getByRole('option', { name: plain.host }).click()
  await page.getByRole('list', { name: 'Repositories' }).getByRole('button', { name: 'team/app' }).click()
  const tags = page.getByRole('list', { name: 'Tags' }).getByRole('listitem')
  await expect(tags).toHaveText([/latest/, /1\.10/, /1\.9/])
  await tags.nth(1).getByRole('button', { expanded: false }).click()
  await expect(tags.nth(1)).toContainText('linux/arm64')
  await expect(tags.nth(1)).toContainText(/sha256:[0-9a-f]{64}/)
  await accessible(page)
  await tags.nth(1).getByRole('button', { name: 'Pull 1.10', exact: true }).click()
  await expect(dialog(page).getByLabel('Image', { exact: true })).toHaveValue(`${plain.host}/team/app:1.10`)
})

test('names are read as they are typed', async ({ page }) => {
  await page.getByRole('link', { name: 'Images' }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  const image = dialog(page).getByLabel('Image', { exact: true })
  await expect(image).toBeFocused()
  await expect(page.getByRole('button', { name: 'Pull', exact: true })).toBeDisabled()
  await image.fill('nginx')
  await expect(dialog(page)).toContainText('docker.io/library/nginx:latest')
  await expect(dialog(page)).toContainText('docker pull nginx')
  await expect(dialog(page)).toContainText('Not signed in to Docker Hub')
  await image.fill('NGINX')
  await expect(dialog(page)).toContainText('capital letters')
  await accessible(page)
  await expect(page.getByRole('button', { name: 'Pull', exact: true })).toBeDisabled()
})

test('a pull that fails says why, and goes back to its form', async ({ page }) => {
  await page.getByRole('link', { name: 'Images' }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  await dialog(page).getByLabel('Image', { exact: true }).fill(`${bad.host}/limited`)
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('alert')).toContainText('could not be pulled')
  await expect(dialog(page)).toContainText(`docker pull ${bad.host}/limited`)
  await accessible(page)
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(dialog(page).getByLabel('Image', { exact: true })).toHaveValue(`${bad.host}/limited`)
})

test('a pull over another one begins anew', async ({ page }) => {
  await page.getByRole('link', { name: 'Images' }).click()
  await page.getByRole('button', { name: 'Pull image', exact: true }).click()
  await dialog(page).getByLabel('Image', { exact: true }).fill(`${bad.host}/limited`)
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('alert')).toContainText('could not be pulled')
  await page.keyboard.press('Control+k')
  await page.getByLabel('Go to a page or a container, or do something').fill('docker pull quay.io/coreos/etcd:v3.5.4')
  await page.getByRole('option', { name: 'Pull quay.io/coreos/etcd:v3.5.4…' }).click()
  await expect(dialog(page).getByLabel('Image', { exact: true })).toHaveValue('quay.io/coreos/etcd:v3.5.4')
})

test('an image gets a further name', async ({ page, engine }) => {
  await page.getByRole('link', { name: 'Images' }).click()
  await page.getByRole('row', { name: /slipway\/busybox/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Tag…' }).click()
  await dialog(page).getByLabel('New name').fill('ghcr.io/ann/app:1')
  await expect(dialog(page)).toContainText(`docker tag ${BUSYBOX} ghcr.io/ann/app:1`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /ghcr\.io\/ann\/app/ })).toBeVisible()
  expect(await engine.docker('images', '-q', 'ghcr.io/ann/app:1')).not.toBe('')
  await page.getByRole('row', { name: /ghcr\.io\/ann\/app/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Push…' }).click()
  await expect(page.getByRole('dialog', { name: 'Push image' })).toContainText(
    'Goes to GitHub Packages as ghcr.io/ann/app:1',
  )
})

test('a pasted docker login fills the form, and its password is nowhere else', async ({ page, product }) => {
  await page.getByRole('button', { name: /^Search/ }).click()
  await page
    .getByLabel('Go to a page or a container, or do something')
    .fill('docker login -u ann -p s3cret-word ghcr.io')
  await page.getByRole('option', { name: 'Sign in to ghcr.io…' }).click()
  await expect(dialog(page).getByLabel('User name')).toHaveValue('ann')
  await expect(dialog(page).getByLabel('Password or token')).toHaveValue('s3cret-word')
  await expect(dialog(page)).toContainText('docker login -u ann ghcr.io')
  await expect(dialog(page)).toContainText('kept unencrypted')
  await accessible(page)
  await expect(dialog(page)).not.toContainText('s3cret-word')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog(page).getByRole('alert')).toBeVisible({ timeout: 60_000 })
  for (const name of ['slipway.log', 'activity.jsonl']) {
    const text = await readFile(join(product.stateFolder, name), 'utf8').catch(() => '')
    expect(text).not.toContain('s3cret-word')
  }
})

test('a pasted docker pull fills the dialog', async ({ page }) => {
  await page.getByRole('button', { name: /^Search/ }).click()
  await page
    .getByLabel('Go to a page or a container, or do something')
    .fill('docker pull --platform linux/arm64 quay.io/coreos/etcd:v3.5.4')
  await page.getByRole('option', { name: 'Pull quay.io/coreos/etcd:v3.5.4…' }).click()
  await expect(dialog(page).getByLabel('Image', { exact: true })).toHaveValue('quay.io/coreos/etcd:v3.5.4')
  await expect(dialog(page).getByLabel('Platform')).toHaveValue('linux/arm64')
})
