import { expect, test } from '../support/browser.ts'
import { Sshd } from '../support/sshd.ts'

test('adds an engine over SSH: asks about its key, trusts it, and shows what is there', async ({ page, engine }) => {
  const sshd = await Sshd.start()
  try {
    await page.getByRole('link', { name: 'Engines' }).click()
    await page.getByRole('button', { name: 'Add engine' }).click()
    const dialog = page.getByRole('dialog')
    const address = `ssh://nobody-known@127.0.0.1:${sshd.port}${engine.address.replace('unix://', '')}`
    await dialog.getByLabel('Address').fill(address)
    await dialog.getByRole('button', { name: 'Test connection' }).click()
    await expect(dialog.getByRole('alert')).toContainText('never met before')
    await expect(dialog.getByRole('alert')).toContainText('SHA256:')
    await dialog.getByRole('button', { name: 'Trust this key' }).click()
    // The product’s own user has no key there, which is the next thing it says.
    await expect(dialog.getByRole('alert')).toContainText(/no key to sign in|did not let you in/)
  } finally {
    await sshd.stop()
  }
})
