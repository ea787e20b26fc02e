import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Builder } from '../../contract/index.ts'
import { emptyBuild } from '../../host/run/index.ts'
import { lintDockerfile } from '../../renderer/features/build/editor/lint.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { sharedEngine } from '../support/shared-engine.ts'

const engine = sharedEngine()
const BUILDERS: Builder[] = ['buildkit', 'classic']
let host: OpenHost
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-lint-'))
  await writeFile(join(folder, 'a'), 'a')
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await rm(folder, { recursive: true, force: true })
})

/** How builds of this text end. */
async function outcomes(text: string): Promise<string[]> {
  await writeFile(join(folder, 'Dockerfile'), text)
  const ends: string[] = []
  for (const builder of BUILDERS) {
    const build = { ...emptyBuild(folder), builder, network: 'none' }
    const { job } = await host.client.builds.start({ engine: host.engine, build })
    ends.push((await jobEnd(host, job)).outcome.state)
  }
  return ends
}

const errors = (text: string) => lintDockerfile(text).filter(({ severity }) => severity === 'error')

// The linter’s errors say that it can’t be built: here are its kinds, one in a file.
test.each([
  'RUNN x',
  'COPY a',
  'COPY --nothing=1 a /a',
  'ENV A',
  'LABEL a="x',
  'EXPOSE 80/foo',
  'EXPOSE 80-x',
  'SHELL sh',
  'STOPSIGNAL nothing',
  'ONBUILD FROM x',
  'ONBUILD ONBUILD RUN x',
  'HEALTHCHECK CMD',
  'HEALTHCHECK --interval=1x CMD a',
  'FROM',
  'FROM a AS 1x',
  'FROM a b',
  'USER',
])('%s is an error to the linter, and to both builders', async (line) => {
  const text = `FROM ${BUSYBOX}\n${line}\n`
  expect(errors(text).length).toBeGreaterThan(0)
  expect(await outcomes(text)).toEqual(['failed', 'failed'])
})

test('what both builders build has no error', async () => {
  const text = [
    'ARG BASE=busybox',
    `FROM ${BUSYBOX} AS first`,
    'ARG A B=c',
    'ENV C=d E="f g" H=i\\ j',
    'ENV OLD way',
    'LABEL a=b "c d"=e',
    'EXPOSE 80 81/udp 90-92',
    'WORKDIR /w',
    'COPY --chown=1:1 a /w/',
    'COPY ["a", "b c"]',
    'ADD a /added',
    'SHELL ["/bin/sh", "-c"]',
    'HEALTHCHECK --interval=1m30s --retries=2 CMD true',
    'STOPSIGNAL SIGRTMIN+3',
    'ONBUILD RUN true',
    'VOLUME ["/v"]',
    'USER 1:1',
    'RUN true \\',
    '  # why',
    '  && true',
    'FROM first',
    'COPY --from=0 /w/a /again',
    'MAINTAINER nobody',
    'CMD echo ${E:-x}',
  ].join('\n')
  expect(errors(text)).toEqual([])
  expect(await outcomes(text)).toEqual(['done', 'done'])
})
