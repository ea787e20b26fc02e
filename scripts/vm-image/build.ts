import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { z } from 'zod'
import { unpackKernel } from '../../host/vm/unpacked-kernel.ts'
import { compileGuest, compileIptables } from './compile.ts'
import { packCpio } from './cpio.ts'
import { readDeb } from './deb.ts'
import { type DownloadProgress, downloadPackages } from './download.ts'
import { checkLibraries } from './libraries.ts'
import { type Architecture, type Lock, type LockedPackage, type LockedSource, RECIPE, readLock } from './lock.ts'
import { type KernelModule, type ModuleSource, moduleIndex, moduleName, unpackModules } from './modules.ts'
import { program } from './program.ts'
import { recipeHash } from './recipe-hash.ts'
import { billOfMaterials } from './spdx.ts'
import { pickFiles, putFile, putFolder, type Tree, writeTree } from './tree.ts'

const pick = z.object({
  files: z.record(z.string(), z.array(z.string())),
  links: z.record(z.string(), z.string()),
  applets: z.array(z.string()),
})
const modulesFile = z.object({ initramfs: z.array(z.string()), start: z.array(z.string()), there: z.array(z.string()) })
const commandLineFile = z.object({
  always: z.string(),
  emulated: z.string(),
  console: z.object({ amd64: z.string(), arm64: z.string() }),
})

/** What the guest’s root is made of before the image is mounted in it. */
const NEW_ROOT = {
  folders: [
    ...['dev', 'home', 'image', 'mnt', 'proc', 'root', 'run', 'sys', 'tmp', 'usr'],
    ...['var', 'var/lib', 'var/log'],
  ],
  links: [
    ...['bin', 'lib', 'lib64', 'sbin'].map((name) => [name, `usr/${name}`] as const),
    ['etc', 'image/etc'],
    ['var/run', '../run'],
  ],
} as const

export type BuildOptions = {
  architecture: Architecture
  /** Where the files go: kernel, initramfs, root.squashfs.zst, image.json, image.spdx.json. */
  out: string
  /** Where downloads are kept between builds. */
  cache: string
  progress: DownloadProgress
  /** How hard the root is packed, 1 to 22; 12 unless told, since what more does takes minutes for a megabyte or two. */
  compressionLevel?: number
}

export type ImageFile = { name: string; bytes: number; sha256: string }
export type Image = {
  architecture: Architecture
  kernelVersion: string
  recipe: string
  /** What the kernel is told: always, and where the processor is emulated too (it leaks nothing by speculation then). */
  commandLine: { always: string; emulated: string }
  files: ImageFile[]
  /** What these become where they are started from. */
  unpacked: ImageFile[]
  bytes: number
}

/**
 * Builds the virtual machine’s image: the same bytes wherever and by whomever it is built from the same lock file, with
 * the same compilers.
 * @throws Error when a package can’t be had, a tool isn’t installed, or a program in the image lacks a library
 */
export async function buildImage(options: BuildOptions): Promise<Image> {
  const { architecture, out } = options
  // Before anything is read: what changes while it is built makes the next build anew.
  const recipe = await recipeHash()
  const lock = await readLock()
  const locked = lock.packages[architecture]
  const brought = await downloadPackages(lock, [...locked, ...lock.sources], options.cache, options.progress)
  const work = await mkdtemp(join(tmpdir(), 'slipway-image-'))
  try {
    const guest = await compileGuest(architecture, work)
    const iptables = await compileIptables(architecture, work, fileOf(brought, sourceNamed(lock, 'iptables')))
    const { tree, kernel } = await gather(locked, brought)
    putFile(tree, 'usr/sbin/slipway-guest', guest, 0o755)
    putFile(tree, 'usr/sbin/xtables-legacy-multi', iptables, 0o755)
    checkLibraries(tree)
    await mkdir(out, { recursive: true })
    const root = await squashfs(tree, work, lock)
    const files = [
      // QEMU unpacks an arm64 kernel by itself; an amd64 one does it alone.
      await save(out, 'kernel', architecture === 'arm64' ? gzipSync(kernel.image, { level: 9 }) : kernel.image),
      await save(out, 'initramfs', await initramfs(kernel.initramfs, guest, lock)),
      await save(out, 'root.squashfs.zst', packRoot(root, options.compressionLevel ?? 12)),
    ]
    const unpacked = [
      fileNamed('root.squashfs', root),
      ...(architecture === 'amd64' ? [fileNamed('vmlinux', unpackKernel(kernel.image))] : []),
    ]
    const hash = createHash('sha256')
      .update(files.map((file) => file.sha256).join())
      .digest('hex')
    files.push(await save(out, 'image.spdx.json', Buffer.from(billOfMaterials(lock, architecture, hash))))
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    const { always, emulated, console } = await readRecipe('command-line.json', commandLineFile)
    const commandLine = { always: `console=${console[architecture]} ${always}`, emulated }
    const image: Image = { architecture, kernelVersion: kernel.version, recipe, commandLine, files, unpacked, bytes }
    await save(out, 'image.json', Buffer.from(`${JSON.stringify(image, null, 2)}\n`))
    return image
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function readRecipe<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(join(RECIPE, name), 'utf8')))
}

function fileOf(brought: ReadonlyMap<string, string>, one: { name: string; path: string }): string {
  const file = brought.get(one.path)
  if (file === undefined) throw new Error(`${one.name} was not downloaded.`)
  return file
}

function sourceNamed(lock: Lock, name: string): LockedSource {
  const found = lock.sources.find((one) => one.name === name)
  if (found === undefined) throw new Error(`The lock file has no source ${name}.`)
  return found
}

type Kernel = { version: string; image: Buffer; initramfs: KernelModule[] }

/** Puts together all that goes into the root, and the kernel beside it. */
async function gather(
  locked: readonly LockedPackage[],
  brought: ReadonlyMap<string, string>,
): Promise<{ tree: Tree; kernel: Kernel }> {
  const picked = await readRecipe('pick.json', pick)
  const tree: Tree = new Map()
  let kernel: Kernel | undefined
  for (const one of locked) {
    const deb = fileOf(brought, one)
    if (one.name.startsWith('linux-image-')) kernel = await readKernel(tree, deb)
    await pickFiles(tree, one, deb, picked.files[one.name] ?? [])
  }
  if (kernel === undefined) throw new Error('The lock file names no kernel.')
  for (const [path, target] of Object.entries(picked.links)) tree.set(path, { kind: 'symlink', target })
  for (const applet of picked.applets) tree.set(`usr/bin/${applet}`, { kind: 'symlink', target: 'busybox' })
  await putFolder(tree, join(RECIPE, 'root'), readFile)
  bundleCertificates(tree)
  return { tree, kernel }
}

/** What update-ca-certificates does: all of Mozilla’s roots in one file. */
function bundleCertificates(tree: Tree): void {
  const bundle: Buffer[] = []
  for (const path of [...tree.keys()].sort()) {
    const entry = tree.get(path)
    if (entry?.kind !== 'file' || !path.startsWith('usr/share/ca-certificates/')) continue
    bundle.push(entry.content)
    tree.delete(path)
  }
  putFile(tree, 'etc/ssl/certs/ca-certificates.crt', Buffer.concat(bundle))
}

async function readKernel(tree: Tree, deb: string): Promise<Kernel> {
  const compressed = new Map<string, Buffer>()
  const builtin = new Set<string>()
  let image: Buffer | undefined
  let version = ''
  for (const entry of await readDeb(deb)) {
    if (entry.kind !== 'file') continue
    if (entry.path.startsWith('boot/vmlinuz-')) {
      image = Buffer.from(entry.content)
      version = entry.path.slice('boot/vmlinuz-'.length)
    } else if (entry.path.endsWith('.ko.xz')) compressed.set(moduleName(entry.path), entry.content)
    else if (entry.path.endsWith('/modules.builtin')) {
      for (const line of entry.content.toString('utf8').split('\n')) builtin.add(moduleName(line))
    }
  }
  if (image === undefined) throw new Error('The kernel’s package has no vmlinuz.')
  const source: ModuleSource = { compressed, builtin }
  const wanted = await readRecipe('modules.json', modulesFile)
  const early = await unpackModules(source, wanted.initramfs)
  const start = await unpackModules(source, [...wanted.initramfs, ...wanted.start])
  const all = await unpackModules(source, [...wanted.initramfs, ...wanted.start, ...wanted.there])
  const folder = `usr/lib/modules/${version}`
  for (const one of all) putFile(tree, `${folder}/${one.name}.ko`, one.content)
  const index = moduleIndex(all)
  putFile(tree, `${folder}/modules.dep`, index.dep)
  putFile(tree, `${folder}/modules.alias`, index.alias)
  const earlyNames = new Set(early.map((one) => one.name))
  const later = start.filter((one) => !earlyNames.has(one.name))
  putFile(tree, 'usr/lib/slipway/modules', later.map((one) => `/${folder}/${one.name}.ko\n`).join(''))
  return { version, image, initramfs: early }
}

async function initramfs(modules: readonly KernelModule[], guest: Buffer, lock: Lock): Promise<Buffer> {
  const folder = (path: string) => ({ path, mode: 0o040755, content: Buffer.alloc(0) })
  const link = ([path, target]: readonly [string, string]) => ({ path, mode: 0o120777, content: Buffer.from(target) })
  const file = (path: string, content: Buffer, mode = 0o100644) => ({ path, mode, content })
  const list = modules.map((one) => `/modules/${one.name}.ko\n`).join('')
  const entries = [
    ...['dev', 'modules', 'new', 'proc', 'sys'].map(folder),
    ...NEW_ROOT.folders.map((path) => folder(`new/${path}`)),
    ...NEW_ROOT.links.map(([path, target]) => link([`new/${path}`, target])),
    file('init', guest, 0o100755),
    file('modules/list', Buffer.from(list)),
    ...modules.map((one) => file(`modules/${one.name}.ko`, one.content)),
  ]
  return zstdCompressSync(packCpio(entries, lock.resolvedAt), { params: { [constants.ZSTD_c_compressionLevel]: 19 } })
}

/** The root as it is mounted: not compressed, since the guest’s processor may be an emulated one. */
async function squashfs(tree: Tree, work: string, lock: Lock): Promise<Buffer> {
  const folder = join(work, 'root')
  const file = join(work, 'root.squashfs')
  await writeTree(tree, folder)
  const time = String(lock.resolvedAt)
  const settings = [
    '-noappend',
    '-no-progress',
    '-quiet',
    '-all-root',
    '-no-xattrs',
    '-mkfs-time',
    time,
    '-all-time',
    time,
  ]
  const compression = ['-noI', '-noD', '-noF', '-noX', '-b', '128K']
  // The variable and the options for times exclude each other.
  const { SOURCE_DATE_EPOCH: _, ...env } = process.env
  await program('mksquashfs', [folder, file, ...settings, ...compression], { package: 'squashfs-tools', env })
  return await readFile(file)
}

/** The root as it is brought: packed as one, which takes less room than a file system’s blocks each by itself. */
function packRoot(root: Buffer, level: number): Buffer {
  const { ZSTD_c_compressionLevel, ZSTD_c_windowLog, ZSTD_c_enableLongDistanceMatching, ZSTD_c_checksumFlag } =
    constants
  return zstdCompressSync(root, {
    params: {
      [ZSTD_c_compressionLevel]: level,
      // So much memory, 64 MiB, is what unpacking it takes.
      [ZSTD_c_windowLog]: 26,
      [ZSTD_c_enableLongDistanceMatching]: 1,
      [ZSTD_c_checksumFlag]: 1,
    },
  })
}

const fileNamed = (name: string, content: Buffer): ImageFile => ({
  name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
})

async function save(folder: string, name: string, content: Buffer): Promise<ImageFile> {
  const part = join(folder, `${name}.part`)
  await writeFile(part, content)
  await rename(part, join(folder, name))
  return fileNamed(name, content)
}
