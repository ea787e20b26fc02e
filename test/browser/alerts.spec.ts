import { createServer } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../support/browser.ts'

test('rules are added, changed and taken away, and quiet until then', async ({ page }) => {
  await page.goto('/#/settings')
  const rules = page.getByRole('list', { name: 'Rules' })
  await expect(page.getByRole('button', { name: 'Add the usual rules' })).toBeVisible()
  await expect(rules).toHaveCount(0)
  await page.getByRole('button', { name: 'Add the usual rules' }).click()
  await expect(rules.getByRole('listitem')).toHaveCount(4)

  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByRole('menuitem', { name: 'Memory' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'More than' }).fill('120')
  await expect(dialog.getByRole('button', { name: 'Add' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'More than' }).fill('75')
  await dialog.getByRole('textbox', { name: 'Containers' }).fill('web-*, db')
  await dialog.getByRole('button', { name: 'Add' }).click()
  const words = 'web-*, db uses more than 75 % of the memory it may for 2 min'
  await expect(rules).toContainText(words)
  await page.reload()
  await expect(rules).toContainText(words)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await page.getByRole('button', { name: `Remove: ${words}` }).click()
  await expect(rules.getByRole('listitem')).toHaveCount(4)
})

test('a webhook gets an example, and its address is not shown again', async ({ page }) => {
  const posted: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    posted.push(`${request.method} ${request.url} ${body}`)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  try {
    await page.goto('/#/settings')
    const field = page.getByRole('textbox', { name: 'Webhook' })
    await field.fill('ftp://example.com')
    await expect(page.getByText('An address that begins with http:// or https://.')).toBeVisible()
    await field.fill(`http://127.0.0.1:${address.port}/hook/secret`)
    await page.getByRole('button', { name: 'Send an example' }).click()
    await expect(page.getByText('The webhook took the example (200)')).toBeVisible()
    expect(posted[0]).toMatch(/^POST \/hook\/secret \{.*test/)
    await page.getByRole('button', { name: 'Keep', exact: true }).last().click()
    await expect(page.getByText(`to http://127.0.0.1:${address.port}.`)).toBeVisible()
    await page.reload()
    await expect(page.getByText(`to http://127.0.0.1:${address.port}.`)).toBeVisible()
    await expect(page.getByText('hook/secret')).toHaveCount(0)
  } finally {
    server.close()
  }
})
