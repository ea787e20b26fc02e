import { afterAll, beforeAll, expect, it } from 'vitest'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { type Podman, startPodman } from '../support/podman.ts'
import { rawRequest } from '../support/raw.ts'
import { staying } from '../support/seed-words.ts'

let podman: Podman
beforeAll(async () => {
  podman = await startPodman()
  await makeImages(podman)
})
afterAll(() => podman.stop())

it('runs containers behind the Docker API', async () => {
  await podman.docker('run', '-d', '--network', 'none', '--name', 'one', BUSYBOX, ...staying())
  const answer = await rawRequest(podman.address, 'GET', '/containers/json')
  expect(JSON.parse(answer.text)).toMatchObject([{ Names: ['/one'], State: 'running' }])
})
