import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

// A host in the tests' own process writes a Docker context into the home folder: never that of whoever runs them.
const home = mkdtempSync(join(tmpdir(), 'slipway-home-'))
process.env.HOME = home
process.env.USERPROFILE = home
delete process.env.DOCKER_CONFIG
afterAll(() => rmSync(home, { recursive: true, force: true }))
