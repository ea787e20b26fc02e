import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdtemp, readdir, readFile, readlink, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip, createZstdDecompress } from 'node:zlib'
import { pack } from 'tar-stream'
import { program } from './vm-image/program.ts'

/** Folders that a system has and the image need not, since a machine of our own makes them at its start. */
const FOLDERS = ['dev', 'home', 'mnt', 'proc', 'root', 'run', 'sys', 'tmp', 'var', 'var/lib', 'var/log']
const LINKS: Record<string, string> = {
  bin: 'usr/bin',
  sbin: 'usr/sbin',
  lib: 'usr/lib',
  lib64: 'usr/lib64',
  'var/run': '../run',
}
/** Windows’ programs have no place in it, and its first process is WSL’s own. */
const WSL_CONF = `[boot]
systemd=false
[interop]
enabled=false
appendWindowsPath=false
[user]
default=root
`

/**
 * Makes the same system as a tar, which `wsl --import` takes, of the image’s root: all of root, all of one time, in one
 * order, so that it’s the same bytes each time.
 * @param packed the image’s root, `root.squashfs.zst`
 * @param to the file, `root.tar.gz`
 * @throws Error when unsquashfs isn’t installed
 */
export async function makeWslRoot(packed: string, to: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'slipway-wsl-root-'))
  const root = join(work, 'root')
  const squashfs = join(work, 'root.squashfs')
  try {
    await pipeline(createReadStream(packed), createZstdDecompress(), createWriteStream(squashfs))
    await program('unsquashfs', ['-quiet', '-no-progress', '-no-xattrs', '-dest', root, squashfs], {
      package: 'squashfs-tools',
    })
    const tar = pack()
    const written = pipeline(tar, createGzip({ level: 9 }), createWriteStream(`${to}.part`))
    const common = { uid: 0, gid: 0, mtime: new Date(0) }
    for (const name of FOLDERS)
      tar.entry({ ...common, name: `${name}/`, type: 'directory', mode: name === 'tmp' ? 0o1777 : 0o755 })
    for (const [name, linkname] of Object.entries(LINKS))
      tar.entry({ ...common, name, type: 'symlink', linkname, mode: 0o777 })
    tar.entry({ ...common, name: 'etc/wsl.conf', mode: 0o644 }, WSL_CONF)
    for (const name of (await readdir(root, { recursive: true })).sort()) {
      const path = join(root, name)
      const found = await lstat(path)
      const mode = found.mode & 0o7777
      if (found.isDirectory()) tar.entry({ ...common, name: `${name}/`, type: 'directory', mode })
      else if (found.isSymbolicLink())
        tar.entry({ ...common, name, type: 'symlink', linkname: await readlink(path), mode: 0o777 })
      else {
        const content = await readFile(path)
        await new Promise<void>((resolve, reject) => {
          tar.entry({ ...common, name, mode }, content, (error) => (error ? reject(error) : resolve()))
        })
      }
    }
    tar.finalize()
    await written
    await rename(`${to}.part`, to)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
