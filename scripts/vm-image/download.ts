import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lock, LockedPackage, LockedSource } from './lock.ts'
import { program } from './program.ts'

const APT_HELPER = '/usr/lib/apt/apt-helper'
const AT_ONCE = 4

type Locked = LockedPackage | LockedSource

export type DownloadProgress = (done: number, total: number, name: string) => void

/**
 * Brings packages and sources into the cache folder and checks each against its hash; one that lies there already is not asked for
 * again. Debian’s mirrors drop a version once a newer one is out: then its snapshot archive is asked.
 * @returns the file of each by its path in the archive
 * @throws Error when a package can’t be had, or has other bytes than the lock file says
 */
export async function downloadPackages(
  lock: Lock,
  packages: readonly Locked[],
  cache: string,
  progress: DownloadProgress,
): Promise<Map<string, string>> {
  await mkdir(cache, { recursive: true })
  const files = new Map<string, string>()
  const queue = [...packages]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      files.set(next.path, await bring(lock, next, cache))
      progress(files.size, packages.length, next.name)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return files
}

async function bring(lock: Lock, wanted: Locked, cache: string): Promise<string> {
  const file = join(cache, `${wanted.sha256}.deb`)
  if (existsSync(file) && (await hashOf(file)) === wanted.sha256) return file
  const failures: string[] = []
  for (const url of addresses(lock, wanted)) {
    const part = `${file}.${process.pid}.part`
    try {
      await download(url, part, wanted.sha256)
      const found = await hashOf(part)
      if (found !== wanted.sha256) throw new Error(`its SHA-256 is ${found}, not ${wanted.sha256}`)
      await rename(part, file)
      return file
    } catch (error) {
      failures.push(`${url}: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      await rm(part, { force: true })
    }
  }
  throw new Error(
    `${wanted.name} ${wanted.version} can’t be had. Is Debian’s archive reachable? If the version is gone, run npm run vm:image -- --resolve.\n${failures.join('\n')}`,
  )
}

function addresses(lock: Lock, wanted: Locked): string[] {
  const stamp = new Date(lock.resolvedAt * 1000).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  const [archive, ...rest] = wanted.path.split('/')
  const path = rest.map(encodeURIComponent).join('/')
  return [`http://deb.debian.org/${archive}/${path}`, `http://snapshot.debian.org/archive/${archive}/${stamp}/${path}`]
}

/** apt’s own downloader where there is one, since it knows the machine’s proxy and mirror. */
async function download(url: string, file: string, sha256: string): Promise<void> {
  if (existsSync(APT_HELPER)) {
    await program(APT_HELPER, ['-o', 'APT::Sandbox::User=', 'download-file', url, file, `SHA256:${sha256}`])
    return
  }
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`the server says ${answer.status} ${answer.statusText}`)
  await writeFile(file, Buffer.from(await answer.arrayBuffer()))
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}
