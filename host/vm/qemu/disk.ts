import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { DataDisk, DiskInfo } from '../driver.ts'
import { ProgramError, program } from '../program.ts'

const infoSchema = z.object({
  'virtual-size': z.number(),
  'actual-size': z.number(),
  snapshots: z
    .array(z.object({ id: z.string(), name: z.string(), 'date-sec': z.number(), 'vm-state-size': z.number() }))
    .default([]),
  'format-specific': z.object({ data: z.object({ corrupt: z.boolean().optional() }) }).optional(),
})

/** A qcow2 file, worked on while no machine uses it. `tool` is qemu-img. Every method throws ProgramError. */
export class Disk implements DataDisk {
  readonly path: string
  readonly #tool: string

  constructor(tool: string, path: string) {
    this.#tool = tool
    this.path = path
  }

  exists(): boolean {
    return existsSync(this.path)
  }

  async create(bytes: number): Promise<void> {
    await this.#run('create', '-q', '-f', 'qcow2', '-o', 'lazy_refcounts=off', this.path, String(bytes))
  }

  async info(): Promise<DiskInfo> {
    // Read-only, and without the lock: also of a disk in use.
    const said = await this.#run('info', '-U', '--output=json', '-f', 'qcow2', this.path)
    const info = infoSchema.parse(JSON.parse(said))
    return {
      size: info['virtual-size'],
      used: info['actual-size'],
      corrupt: info['format-specific']?.data.corrupt ?? false,
      snapshots: info.snapshots.map(({ name, 'date-sec': seconds }) => ({ name, made: seconds * 1000 })),
    }
  }

  async check(): Promise<'good' | 'mended' | 'broken'> {
    const check = async (...args: string[]): Promise<number> => {
      try {
        await program(this.#tool, ['check', '-q', '-f', 'qcow2', ...args, this.path], { timeout: 600_000 })
        return 0
      } catch (error) {
        if (error instanceof ProgramError && error.code !== undefined && error.code !== 1) return error.code
        throw error
      }
    }
    const code = await check()
    if (code === 0) return 'good'
    // 2: errors, 3: only clusters that belong to nothing.
    if (code !== 3) return 'broken'
    return (await check('-r', 'leaks')) === 0 ? 'mended' : 'broken'
  }

  async grow(bytes: number): Promise<void> {
    await this.#run('resize', '-q', '-f', 'qcow2', this.path, String(bytes))
  }

  async keep(name: string): Promise<void> {
    await this.#run('snapshot', '-q', '-c', name, this.path)
  }

  async goBack(name: string): Promise<void> {
    await this.#run('snapshot', '-q', '-a', name, this.path)
  }

  async forget(name: string): Promise<void> {
    await this.#run('snapshot', '-q', '-d', name, this.path)
  }

  async #run(...args: string[]): Promise<string> {
    return await program(this.#tool, args, { timeout: 600_000 })
  }
}
