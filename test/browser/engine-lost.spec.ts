import { expect, test } from '../support/browser.ts'
import { BUSYBOX } from '../support/image.ts'
import { rowOf } from './rows.ts'

test('an engine that is killed is missed within a second, and exact within two of its return', async ({
  page,
  engine,
}) => {
  await engine.docker('create', '--name', 'stays', BUSYBOX)
  await engine.docker('create', '--name', 'goes', BUSYBOX)
  await expect(rowOf(page, 'goes')).toBeVisible()

  await engine.kill('SIGKILL')
  await expect(page.getByText(/reconnecting/i).first()).toBeVisible({ timeout: 1_000 })
  await expect(rowOf(page, 'stays')).toBeVisible()

  await engine.start()
  await engine.docker('rm', 'goes')
  await engine.docker('create', '--name', 'came', BUSYBOX)
  await expect(rowOf(page, 'came')).toBeVisible({ timeout: 2_000 })
  await expect(rowOf(page, 'goes')).toHaveCount(0)
  await expect(page.getByText(/reconnecting/i)).toHaveCount(0)
  await engine.docker('rm', 'stays', 'came')
})
