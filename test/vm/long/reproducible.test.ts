import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { RECIPE } from '../../../scripts/vm-image/lock.ts'
import { testArchitecture, vmObstacle } from '../../support/vm.ts'

const BUILD = new URL('../../../scripts/vm-image.ts', import.meta.url).pathname
const CACHE = join(RECIPE, '..', '.cache', 'vm', 'packages')
const NOBODY = 65534
const obstacle = vmObstacle()
const isRoot = process.getuid?.() === 0
const wanted = obstacle === undefined && testArchitecture() === 'amd64'

test.skipIf(!wanted)(
  'two builds in different folders, by different users, give the same bytes',
  { timeout: 1_800_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-reproducible-'))
    try {
      await chmod(folder, 0o755)
      const [first, second] = [
        await build(join(folder, 'one'), {}),
        await build(join(folder, 'two/with a blank'), isRoot ? { uid: NOBODY } : {}),
      ]
      expect(second).toEqual(first)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }

    async function build(out: string, user: { uid?: number }): Promise<unknown> {
      const temp = join(out, 'temp')
      await mkdir(temp, { recursive: true })
      for (const path of [out, temp]) await chmod(path, 0o777)
      const args = [BUILD, '--arch', 'amd64', '--out', out, '--cache', CACHE, '--level', '3']
      const env = { ...process.env, TMPDIR: temp, TZ: user.uid === undefined ? 'UTC' : 'Asia/Kathmandu', HOME: temp }
      await promisify(execFile)(process.execPath, args, { env, ...user })
      return JSON.parse(await readFile(join(out, 'amd64', 'image.json'), 'utf8'))
    }
  },
)
