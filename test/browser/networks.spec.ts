import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { rowOf } from './rows.ts'

const axe = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
const searchMap = (page: Page) => page.getByRole('searchbox', { name: 'Search the map' })

test('a network is made from the form: what is wrong is said before, the command is shown, and it is done', async ({
  page,
  engine,
}) => {
  await engine.docker('network', 'create', '--subnet', '10.213.0.0/24', 'taken')
  await page.goto('/#/networks')
  await expect(rowOf(page, 'taken')).toContainText('10.213.0.0/24')
  await expect(rowOf(page, 'bridge')).toContainText('Built in')
  await page.getByRole('button', { name: 'Create network' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create network' })
  await dialog.getByLabel('Name').fill('made-here')
  await dialog.getByRole('checkbox', { name: /^Internal/ }).check()
  await dialog.getByRole('button', { name: 'Add subnet' }).click()
  await dialog.getByLabel('Subnet', { exact: true }).fill('10.213.0.0/16')
  await expect(dialog.getByText('The network taken has 10.213.0.0/24.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Create network' })).toBeDisabled()
  await dialog.getByLabel('Subnet', { exact: true }).fill('10.214.0.0/16')
  await dialog.getByLabel('Gateway').fill('10.215.0.1')
  await expect(dialog.getByText('It is not within 10.214.0.0/16.')).toBeVisible()
  await dialog.getByLabel('Gateway').fill('10.214.0.254')
  await dialog.getByRole('button', { name: 'Add label' }).click()
  await dialog.getByLabel('Key of label 1').fill('team')
  await dialog.getByLabel('Value of label 1').fill('a')
  const command =
    'docker network create --subnet 10.214.0.0/16 --gateway 10.214.0.254 --internal --label team=a made-here'
  await expect(dialog.getByText(command, { exact: true })).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'Create network' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'made-here' })).toBeVisible()
  const format = '{{.Internal}} {{.Labels.team}} {{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}'
  expect(await engine.docker('network', 'inspect', '-f', format, 'made-here')).toBe('true a 10.214.0.0/16 10.214.0.254')

  await page.goto('/#/networks')
  await page.getByRole('button', { name: 'Create network' }).click()
  await dialog.getByLabel('Name').fill('over')
  await dialog.getByRole('combobox', { name: 'Driver' }).click()
  await page.getByRole('option', { name: 'overlay' }).click()
  await expect(dialog.getByText(/needs a swarm/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Create network' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await engine.docker('network', 'rm', 'taken', 'made-here')
})

test('a container comes on a network, is found there, goes off, and the network is removed by keyboard', async ({
  page,
  engine,
}) => {
  await engine.docker('network', 'create', '--subnet', '10.216.0.0/24', 'meeting')
  await engine.docker('run', '-d', '--name', 'guest', BUSYBOX, 'sleep', '1000')
  await page.goto('/#/networks')
  await rowOf(page, 'meeting').getByRole('link', { name: 'meeting' }).click()
  await page.getByRole('button', { name: 'Connect…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect to a network' })
  await dialog.getByLabel('Container').fill('guest')
  await dialog.getByLabel('Aliases').fill('friend')
  await dialog.getByLabel('IPv4 address').fill('10.216.0.99')
  await expect(
    dialog.getByText('docker network connect --alias friend --ip 10.216.0.99 meeting guest', { exact: true }),
  ).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('tab', { name: 'Containers' }).click()
  const row = page.getByRole('row').filter({ hasText: 'guest' })
  await expect(row).toContainText('10.216.0.99')
  await expect(row).toContainText('friend')
  await axe(page)

  await page.goto('/#/networks')
  await rowOf(page, 'meeting').getByRole('link', { name: 'meeting' }).focus()
  await page.keyboard.press('Delete')
  const question = page.getByRole('dialog', { name: 'Remove meeting?' })
  await expect(question).toContainText('guest runs on it')
  await expect(question.getByRole('button', { name: 'Remove' })).toBeDisabled()
  await question.getByRole('switch', { name: 'Disconnect its containers first' }).click()
  await expect(
    question.getByText('docker network disconnect meeting guest && docker network rm meeting', { exact: true }),
  ).toBeVisible()
  await axe(page)
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(rowOf(page, 'meeting')).toHaveCount(0)
  expect(await engine.docker('inspect', '-f', '{{json .NetworkSettings.Networks}}', 'guest')).not.toContain('meeting')
  await engine.docker('rm', '-f', 'guest')
})

test('who reaches whom is answered, tried for real, and put right', async ({ page, engine }) => {
  await engine.docker('network', 'create', 'left')
  await engine.docker('network', 'create', 'right')
  await engine.docker('run', '-d', '--name', 'asker', '--network', 'left', BUSYBOX, 'sleep', '1000')
  const serve = ['sh', '-c', 'exec httpd -f -p 80 -h /']
  await engine.docker('run', '-d', '--name', 'asked', '--network', 'right', BUSYBOX, ...serve)
  await page.goto('/#/networks')
  await page.getByRole('button', { name: 'Who reaches whom?' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who reaches whom?' })
  await dialog.getByLabel('From').fill('asker')
  await dialog.getByLabel('To', { exact: true }).fill('asked')
  await expect(dialog.getByText(/asker does not reach asked on port 80/)).toBeVisible()
  await expect(dialog.getByText('docker network connect right asker', { exact: true })).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'Connect', exact: true }).first().click()
  await expect(dialog.getByText(/asker reaches asked on port 80/)).toBeVisible()
  await expect(dialog.getByText('asked:80', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Try it for real' }).click()
  await expect(dialog.getByText('Tried: asker got through, and something answers.')).toBeVisible({ timeout: 20_000 })
  await axe(page)
  await dialog.getByLabel('Port').fill('81')
  await dialog.getByRole('button', { name: 'Try it for real' }).click()
  await expect(dialog.getByText(/nothing listens on port 81/)).toBeVisible({ timeout: 20_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await engine.docker('rm', '-f', 'asker', 'asked')
  await engine.docker('network', 'rm', 'left', 'right')
})

test('the map is gone through by keyboard, searched, clicked, and said as a table', async ({ page, engine }) => {
  await engine.docker('network', 'create', 'mapped-a')
  await engine.docker('network', 'create', '--internal', 'mapped-b')
  await engine.docker('run', '-d', '--name', 'bridgehead', '--network', 'mapped-a', BUSYBOX, 'sleep', '1000')
  await engine.docker('network', 'connect', '--alias', 'cellar', 'mapped-b', 'bridgehead')
  await engine.docker('run', '-d', '--name', 'hidden', '--network', 'mapped-b', BUSYBOX, 'sleep', '1000')
  await page.goto('/#/networks')
  await page.getByRole('link', { name: 'Map', exact: true }).click()
  const picture = page.getByRole('region', { name: 'Map of the networks' })
  await expect(picture.getByRole('button', { name: /^bridgehead .*on 2 networks/ })).toHaveCount(2)
  await expect(picture.getByRole('button', { name: /^Network mapped-b .*internal.* 2 containers/ })).toBeVisible()
  await axe(page)

  // One stop for the Tab key in the whole picture; arrows go on from there.
  await expect(picture.locator('[data-spot][tabindex="0"]')).toHaveCount(1)
  await picture.locator('[data-spot][tabindex="0"]').focus()
  const before = await page.evaluate(() => document.activeElement?.getAttribute('data-spot'))
  await page.keyboard.press('End')
  const after = await page.evaluate(() => document.activeElement?.getAttribute('data-spot'))
  expect(after).not.toBe(before)
  await page.keyboard.press('Home')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-spot'))).toBe(before)

  await searchMap(page).fill('cellar')
  await expect(page.getByText('1 found')).toBeVisible()
  await picture
    .getByRole('button', { name: /^bridgehead/ })
    .first()
    .click()
  const panel = page.getByRole('complementary', { name: 'bridgehead' })
  await expect(panel).toContainText('found as bridgehead, cellar')
  await expect(panel.getByRole('button', { name: 'hidden' })).toBeVisible()
  await axe(page)
  await panel.getByRole('button', { name: 'hidden' }).click()
  await expect(page.getByRole('complementary', { name: 'hidden' })).toContainText('Reaches 1 container')

  await searchMap(page).fill('')
  await page.getByRole('button', { name: 'Table' }).click()
  const table = page.getByRole('region', { name: 'mapped-b' })
  await expect(table.getByRole('row').filter({ hasText: 'bridgehead' })).toContainText('bridgehead, cellar')
  await axe(page)

  await page.getByRole('button', { name: 'Picture' }).click()
  const lonely = picture.getByRole('button', { name: /^Network mapped-a/ })
  await picture.getByRole('button', { name: /^hidden/ }).dragTo(lonely)
  const dialog = page.getByRole('dialog', { name: 'Connect to a network' })
  await expect(dialog.getByText('docker network connect mapped-a hidden', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(picture.getByRole('button', { name: /^hidden/ })).toHaveCount(2)
  await engine.docker('rm', '-f', 'bridgehead', 'hidden')
  await engine.docker('network', 'rm', 'mapped-a', 'mapped-b')
})

test('pasted commands about networks do what they say', async ({ page, engine }) => {
  await engine.docker('run', '-d', '--name', 'pasted', BUSYBOX, 'sleep', '1000')
  await engine.docker('network', 'create', 'pasted-net')
  const paste = async (text: string, option: string) => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.insertText(text)
    await page.getByRole('option', { name: option }).click()
  }
  await page.goto('/#/networks')
  await expect(rowOf(page, 'pasted-net')).toBeVisible()
  await paste('docker network connect --alias here pasted-net pasted', 'Connect pasted to pasted-net')
  await expect(page.getByText('Connected pasted to pasted-net')).toBeVisible()
  const aliases = '{{index .NetworkSettings.Networks "pasted-net" "Aliases"}}'
  expect(await engine.docker('inspect', '-f', aliases, 'pasted')).toContain('here')
  await paste('docker network disconnect pasted-net pasted', 'Disconnect pasted from pasted-net')
  await expect(page.getByText('Disconnected pasted from pasted-net')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Connected pasted to pasted-net again')).toBeVisible()
  expect(await engine.docker('inspect', '-f', aliases, 'pasted')).toContain('here')
  await paste('docker network create --internal --subnet 10.217.0.0/24 from-line', 'Create the network from-line…')
  const dialog = page.getByRole('dialog', { name: 'Create network' })
  await expect(dialog.getByLabel('Subnet', { exact: true })).toHaveValue('10.217.0.0/24')
  await expect(dialog.getByRole('checkbox', { name: /^Internal/ })).toBeChecked()
  await page.keyboard.press('Escape')
  await paste('docker network inspect pasted-net', 'Open inspect of pasted-net')
  await expect(page.getByRole('tab', { name: 'Inspect', selected: true })).toBeVisible()
  await engine.docker('rm', '-f', 'pasted')
  await engine.docker('network', 'rm', 'pasted-net')
})
