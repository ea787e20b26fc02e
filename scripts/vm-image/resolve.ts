import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Architecture, type Lock, type LockedPackage, type LockedSource, RECIPE, readWanted } from './lock.ts'
import { program } from './program.ts'

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const ARCHIVE = 'http://deb.debian.org'

/**
 * Asks Debian’s archive, through apt and its signatures, for the newest version of each wanted package, and writes
 * the lock file. Needs apt and Debian’s keyring, no root, and leaves the machine’s own apt alone.
 * @throws Error when apt can’t reach the archive or a package is not in it
 */
export async function resolveLock(): Promise<Lock> {
  const wanted = await readWanted()
  const packages = { amd64: await newest('amd64'), arm64: await newest('arm64') }
  const sources = await newestSources()
  const lock: Lock = { suite: wanted.suite, resolvedAt: Math.floor(Date.now() / 1000), sources, packages }
  await writeFile(join(RECIPE, 'packages.lock.json'), `${JSON.stringify(lock, null, 2)}\n`)
  return lock

  async function newest(architecture: Architecture): Promise<LockedPackage[]> {
    const apt = await privateApt(wanted.suite, architecture)
    try {
      await program('apt-get', [...apt.options, 'update'], { package: 'apt' })
      const kernel = await realKernel(apt.options, wanted.kernel[architecture])
      const names = [...wanted.packages, kernel].sort()
      return await Promise.all(names.map((name) => lookUp(apt.options, name)))
    } finally {
      await rm(apt.folder, { recursive: true, force: true })
    }
  }

  async function newestSources(): Promise<LockedSource[]> {
    const apt = await privateApt(wanted.suite, 'amd64')
    try {
      await program('apt-get', [...apt.options, 'update'], { package: 'apt' })
      return await Promise.all(wanted.sources.map((name) => lookUpSource(apt.options, name)))
    } finally {
      await rm(apt.folder, { recursive: true, force: true })
    }
  }
}

/** An apt with a state of its own, for one architecture. */
async function privateApt(suite: string, architecture: Architecture): Promise<{ folder: string; options: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-apt-'))
  await Promise.all(
    ['lists/partial', 'cache/archives/partial', 'none'].map((name) => mkdir(join(folder, name), { recursive: true })),
  )
  await writeFile(join(folder, 'status'), '')
  const suites = [`debian ${suite}`, `debian ${suite}-updates`, `debian-security ${suite}-security`]
  const sources = suites.flatMap((at) =>
    ['deb', 'deb-src'].map((kind) => `${kind} [signed-by=${KEYRING}] ${ARCHIVE}/${at} main\n`),
  )
  await writeFile(join(folder, 'sources.list'), sources.join(''))
  const settings = {
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': join(folder, 'none'),
    'Dir::Etc::preferences': join(folder, 'none', 'preferences'),
    'Dir::Etc::preferencesparts': join(folder, 'none'),
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
  }
  return { folder, options: Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]) }
}

/** The kernel’s package of a version, which the one without a version in its name depends on. */
async function realKernel(apt: readonly string[], name: string): Promise<string> {
  const fields = await show(apt, name)
  const real = /linux-image-[0-9][^ ,]*/.exec(fields.get('Depends') ?? '')
  if (real === null) throw new Error(`${name} depends on no kernel of a version.`)
  return real[0]
}

async function lookUp(apt: readonly string[], name: string): Promise<LockedPackage> {
  const fields = await show(apt, name)
  const field = (key: string): string => {
    const value = fields.get(key)
    if (value === undefined) throw new Error(`Debian’s archive gives no ${key} for ${name}.`)
    return value
  }
  // Security updates lie in an archive of their own, under pool/updates.
  const path = field('Filename')
  const archive = path.startsWith('pool/updates/') ? 'debian-security' : 'debian'
  return {
    name,
    version: field('Version'),
    source: (fields.get('Source') ?? name).replace(/ .*/, ''),
    path: `${archive}/${path}`,
    size: Number(field('Size')),
    sha256: field('SHA256'),
  }
}

async function lookUpSource(apt: readonly string[], name: string): Promise<LockedSource> {
  const text = (await program('apt-cache', [...apt, 'showsrc', '--only-source', name])).toString('utf8')
  // The newest comes first: apt's lists are in the order of the suites, each with one version.
  const stanzas = text.split('\n\n').map((stanza) => ({
    version: /^Version: (.+)$/m.exec(stanza)?.[1],
    directory: /^Directory: (.+)$/m.exec(stanza)?.[1],
    file: /^ ([0-9a-f]{64}) (\d+) (\S+\.orig\.tar\.xz)$/m.exec(stanza),
  }))
  const { version, directory, file } = stanzas[0] ?? {}
  const [, sha256, size, archive] = file ?? []
  if (version === undefined || directory === undefined || sha256 === undefined || archive === undefined)
    throw new Error(`Debian’s archive has no release of the source ${name}.`)
  return { name, version, path: `debian/${directory}/${archive}`, size: Number(size), sha256 }
}

async function show(apt: readonly string[], name: string): Promise<Map<string, string>> {
  const text = (await program('apt-cache', [...apt, 'show', '--no-all-versions', name])).toString('utf8')
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const match = /^([A-Za-z0-9-]+): (.*)$/.exec(line)
    if (match?.[1] !== undefined && match[2] !== undefined && !fields.has(match[1])) fields.set(match[1], match[2])
  }
  return fields
}
