import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { rowOf } from './rows.ts'

test('a clean-up shows what goes, by which command, takes exactly that, and says so', async ({ page, engine }) => {
  // Others of this engine's tests leave containers behind.
  await engine.docker('system', 'prune', '-f')
  await engine.docker('run', '-d', '--name', 'busy', BUSYBOX, 'sleep', '1000')
  await engine.docker('run', '--name', 'wrote', BUSYBOX, 'sh', '-c', 'head -c 54321 /dev/zero > /file')
  await engine.docker('network', 'create', 'lonely')
  await page.goto('/#/disk')
  await page.getByRole('button', { name: /^Containers/ }).click()
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'wrote' }) })
  await expect(row).toContainText('54.3 kB')
  await expect(row).toContainText('Can be freed')

  await page.getByRole('button', { name: 'Clean up…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Clean up' })
  await expect(dialog.getByRole('region', { name: 'Containers' })).toContainText('wrote')
  await expect(dialog.getByRole('region', { name: 'Containers' })).not.toContainText('busy')
  await expect(dialog.getByRole('region', { name: 'Networks' })).toContainText('lonely')
  await expect(dialog.getByText('docker system prune -f', { exact: true })).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await dialog.getByRole('group', { name: 'Networks' }).getByRole('button', { name: 'Keep' }).click()
  await expect(dialog.getByText('docker container prune -f', { exact: true })).toBeVisible()
  await expect(dialog.getByRole('region', { name: 'Networks' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Free 54.3 kB' }).click()

  await expect(page.getByText('Freed 54.3 kB, as promised')).toBeVisible()
  await expect(row).toHaveCount(0)
  const left = (await engine.docker('ps', '-a', '--format', '{{.Names}}')).split('\n')
  expect(left).toContain('busy')
  expect(left).not.toContain('wrote')
  expect(await engine.docker('network', 'ls', '--format', '{{.Name}}')).toContain('lonely')
  await engine.docker('rm', '-f', 'busy')
  await engine.docker('network', 'rm', 'lonely')
})

test('a pasted prune opens the clean-up with what it takes', async ({ page, engine }) => {
  await engine.docker('create', '--name', 'idle', '--label', 'job=1', BUSYBOX)
  await expect(rowOf(page, 'idle')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.insertText('docker system prune -a --filter label=job=1')
  await page.getByRole('option', { name: 'Look at what would go…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Clean up' })
  await expect(dialog.getByRole('region', { name: 'Containers' })).toContainText('idle')
  await expect(dialog.getByRole('textbox', { name: 'Labels' })).toHaveValue('job=1')
  await expect(dialog.getByRole('group', { name: 'Images' }).getByRole('button', { name: 'Unused' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await engine.docker('rm', 'idle')
})
