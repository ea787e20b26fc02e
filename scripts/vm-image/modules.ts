import { unxz } from './deb.ts'

export type KernelModule = { name: string; content: Buffer; depends: string[]; aliases: string[] }

/** A kernel’s modules by name (`_` for `-`), still compressed. */
export type ModuleSource = { compressed: ReadonlyMap<string, Buffer>; builtin: ReadonlySet<string> }

/**
 * Unpacks the wanted modules and all that they depend on.
 * @returns them in an order in which each can be loaded after the ones before it
 * @throws Error when the kernel has no such module, neither built in
 */
export async function unpackModules(source: ModuleSource, wanted: readonly string[]): Promise<KernelModule[]> {
  const done = new Map<string, KernelModule>()
  const visit = async (name: string): Promise<void> => {
    if (done.has(name) || source.builtin.has(name)) return
    const compressed = source.compressed.get(name)
    if (compressed === undefined) throw new Error(`The kernel has no module ${name}.`)
    const found = parseModule(name, withoutSignature(await unxz(compressed)))
    for (const other of found.depends) await visit(other)
    done.set(name, found)
  }
  for (const name of wanted) await visit(moduleName(name))
  return [...done.values()]
}

const SIGNED = Buffer.from('~Module signature appended~\n')
/** The kernel's `struct module_signature`: its last four bytes say how long the signature before it is. */
const SIGNATURE_HEAD = 12

/**
 * The module without the signature behind it. The image as a whole is checked by its hash, and to check each module at
 * each start too takes an emulated processor a good part of the time that it needs to load it.
 */
export function withoutSignature(module: Buffer): Buffer {
  const head = module.length - SIGNED.length - SIGNATURE_HEAD
  if (head < 0 || !module.subarray(-SIGNED.length).equals(SIGNED)) return module
  return module.subarray(0, head - module.readUInt32BE(head + SIGNATURE_HEAD - 4))
}

/** The name as the kernel has it, from a file’s name or as people write it. */
export function moduleName(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.ko(\.xz)?$/, '')
  return name.replaceAll('-', '_')
}

/** Reads what a module says of itself in its section .modinfo. @throws Error when it is no 64-bit little-endian ELF */
export function parseModule(name: string, content: Buffer): KernelModule {
  const fields = section(content, '.modinfo').toString('latin1').split('\0')
  const values = (key: string): string[] =>
    fields.filter((field) => field.startsWith(`${key}=`)).map((field) => field.slice(key.length + 1))
  const depends = values('depends')
    .flatMap((list) => list.split(','))
    .filter((one) => one !== '')
    .map(moduleName)
  return { name, content, depends, aliases: values('alias') }
}

function section(elf: Buffer, wanted: string): Buffer {
  if (elf.readUInt32BE(0) !== 0x7f454c46 || elf[4] !== 2 || elf[5] !== 1) throw new Error('It is no 64-bit ELF.')
  const table = Number(elf.readBigUInt64LE(0x28))
  const size = elf.readUInt16LE(0x3a)
  const count = elf.readUInt16LE(0x3c)
  const header = (index: number): { name: number; bytes: Buffer } => {
    const at = table + index * size
    const offset = Number(elf.readBigUInt64LE(at + 0x18))
    return {
      name: elf.readUInt32LE(at),
      bytes: elf.subarray(offset, offset + Number(elf.readBigUInt64LE(at + 0x20))),
    }
  }
  const names = header(elf.readUInt16LE(0x3e)).bytes
  for (let index = 0; index < count; index++) {
    const { name, bytes } = header(index)
    if (names.toString('latin1', name, names.indexOf(0, name)) === wanted) return bytes
  }
  throw new Error(`It has no section ${wanted}.`)
}

/** The text files that modprobe reads. `modules` must hold all that any of them depends on. */
export function moduleIndex(modules: readonly KernelModule[]): { dep: string; alias: string } {
  const byName = new Map(modules.map((one) => [one.name, one]))
  const closure = (one: KernelModule, seen: Set<string>): Set<string> => {
    for (const name of one.depends) {
      const other = byName.get(name)
      if (other === undefined || seen.has(name)) continue
      seen.add(name)
      closure(other, seen)
    }
    return seen
  }
  const sorted = [...modules].sort((a, b) => (a.name < b.name ? -1 : 1))
  const dep = sorted.map(
    (one) => `${[`${one.name}.ko:`, ...[...closure(one, new Set())].map((name) => `${name}.ko`)].join(' ')}\n`,
  )
  const alias = sorted.flatMap((one) => one.aliases.map((pattern) => `alias ${pattern} ${one.name}\n`))
  return { dep: dep.join(''), alias: alias.join('') }
}
