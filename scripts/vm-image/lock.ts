import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The recipe’s folder in the repository. */
export const RECIPE = fileURLToPath(new URL('../../vm-assets', import.meta.url))

export type Architecture = 'amd64' | 'arm64'
export const ARCHITECTURES: readonly Architecture[] = ['amd64', 'arm64']

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const lockedPackage = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/),
  version: z.string().min(1),
  source: z.string().min(1),
  /** Below the archive’s root, with `debian/` or `debian-security/` first. */
  path: z.string().regex(/^debian(-security)?\/pool\/[A-Za-z0-9+.:~_/-]+\.deb$/),
  size: z.number().int().positive(),
  sha256,
})

/** A source that is compiled here: upstream’s release as Debian has it. */
const lockedSource = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/),
  version: z.string().min(1),
  path: z.string().regex(/^debian(-security)?\/pool\/[A-Za-z0-9+.:~_/-]+\.orig\.tar\.xz$/),
  size: z.number().int().positive(),
  sha256,
})

const lockFile = z.object({
  suite: z.string(),
  /** When it was resolved, in seconds since 1970: the time of every file in the image, and the snapshot to fall back on. */
  resolvedAt: z.number().int().positive(),
  sources: z.array(lockedSource),
  packages: z.object({ amd64: z.array(lockedPackage), arm64: z.array(lockedPackage) }),
})

const wantedFile = z.object({
  suite: z.string(),
  architectures: z.array(z.enum(['amd64', 'arm64'])),
  kernel: z.object({ amd64: z.string(), arm64: z.string() }),
  packages: z.array(z.string()),
  sources: z.array(z.string()),
})

export type LockedPackage = z.infer<typeof lockedPackage>
export type LockedSource = z.infer<typeof lockedSource>
export type Lock = z.infer<typeof lockFile>
export type Wanted = z.infer<typeof wantedFile>

/** The packages the image is made of, pinned. @throws Error when the file is not as it should be */
export async function readLock(): Promise<Lock> {
  return lockFile.parse(JSON.parse(await readFile(join(RECIPE, 'packages.lock.json'), 'utf8')))
}

/** The packages the image wants, unpinned. @throws Error when the file is not as it should be */
export async function readWanted(): Promise<Wanted> {
  return wantedFile.parse(JSON.parse(await readFile(join(RECIPE, 'packages.json'), 'utf8')))
}
