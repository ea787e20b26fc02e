import { expect, test } from 'vitest'
import { commands } from '../../host/run/actions/index.ts'
import { runFlags } from '../../host/run/flags/index.ts'
import { globals } from '../../host/run/globals.ts'
import { understand } from '../../host/run/index.ts'
import { run as execute } from '../support/run.ts'
import { lines } from './run/lines.ts'
import { refused } from './run/refused.ts'

type Listed = { name: string; short: string | undefined; alone: boolean }

/** The flags that the CLI itself lists for a command. */
async function listed(...command: string[]): Promise<Listed[]> {
  const help = await execute('docker', [...command, '--help'])
  return [...help.matchAll(/^ +(?:-(\w), )?--([a-z0-9-]+)(?: ([a-z][\w-]*))? /gm)].map(
    ([, short, name = '', type]) => ({
      name,
      short,
      alone: type === undefined,
    }),
  )
}

const ours = (flags: readonly { name: string; short?: string; alone: boolean }[]): Listed[] =>
  flags.map(({ name, short, alone }) => ({ name, short, alone }))
const byName = (flags: Listed[]) => flags.toSorted((left, right) => (left.name < right.name ? -1 : 1))
const HELP = { name: 'help', short: undefined, alone: true }

test.each(['run', 'create'] as const)('every flag that docker %s lists is read', async (verb) => {
  const theirs = await listed(verb)
  expect(theirs.length).toBeGreaterThan(100)
  const known = ours(runFlags.filter((flag) => flag.verb === undefined || flag.verb === verb))
  expect(byName([...known, HELP])).toEqual(byName(theirs))
})

/** What the CLI takes, though its help does not say so. */
const UNLISTED = new Set(['volume create --name'])

test.each(commands.map((spec) => [spec.names[0], spec] as const))(
  'every flag that docker %s lists is read',
  async (name, spec) => {
    const theirs = byName(await listed(...name.split(' ')))
    // Without buildx, which need not be there, the CLI lists those of the older builder alone.
    if (name === 'build') expect(ours(spec.flags)).toEqual(expect.arrayContaining(theirs))
    else expect(byName(ours(spec.flags)).filter((flag) => !UNLISTED.has(`${name} --${flag.name}`))).toEqual(theirs)
  },
)

test('every flag before the command is read', async () => {
  expect(byName(ours(globals.filter(({ name }) => name !== 'help')))).toEqual(byName(await listed()))
})

test('every flag that docker run lists is compared with the docker CLI, or refused as it refuses it', async () => {
  expect(lines.length).toBeGreaterThanOrEqual(150)
  const words = [...lines, ...refused].flatMap((line) => understand(line.replaceAll('IMAGE', 'nginx')).words)
  const met = new Set(words.flatMap(({ role, about }) => (role === 'flag' ? [about] : [])))
  const theirs = (await Promise.all([listed('run'), listed('create')])).flat().filter(({ name }) => name !== HELP.name)
  const aboutOf = new Map(runFlags.map(({ name, about }) => [name, about]))
  expect(theirs.filter(({ name }) => !met.has(aboutOf.get(name) ?? '')).map(({ name }) => name)).toEqual([])
})
