import type { Int64 } from '../../../contract/run.ts'
import { truthOf } from '../flags/flag.ts'
import { Conflict, Misfit } from '../misfit.ts'
import type { Word } from '../shell/word.ts'
import { int64Of, prefixed } from '../values/integer.ts'

/** What was said after a command's name: its flags by name, and its arguments. */
export class Said {
  readonly args: Word[] = []
  readonly #flags = new Map<string, string[]>()

  add(flag: string, value: string): void {
    const known = this.#flags.get(flag)
    if (known) known.push(value)
    else this.#flags.set(flag, [value])
  }

  /** Every value of a flag, read one by one. @throws Conflict naming the flag */
  all<T>(flag: string, read: (value: string) => T): T[] {
    return (this.#flags.get(flag) ?? []).map((value) => {
      try {
        return read(value)
      } catch (error) {
        throw error instanceof Misfit ? new Conflict(error.message, [flag]) : error
      }
    })
  }

  /** The last value of a flag, read; `{}` when it was not given. Spread it into an action. */
  last<K extends string, T>(flag: string, key: K, read: (value: string) => T): { [P in K]?: T } {
    const value = this.all(flag, read).at(-1)
    if (value === undefined) return {}
    const result: { [P in K]?: T } = {}
    result[key] = value
    return result
  }

  /** A text; an empty one is as good as none. */
  text<K extends string>(flag: string, key: K): { [P in K]?: string } {
    const value = this.texts(flag).at(-1)
    return value === '' ? {} : this.last(flag, key, String)
  }

  texts(flag: string): string[] {
    return this.all(flag, String)
  }

  truth(flag: string, normally = false): boolean {
    return this.all(flag, truthOf).at(-1) ?? normally
  }

  /** A whole number that a program can count with. */
  number<K extends string>(flag: string, key: K): { [P in K]?: number } {
    return this.last(flag, key, (value) => Number(prefixed(value, { bits: 32, signed: true })))
  }

  int64<K extends string>(flag: string, key: K): { [P in K]?: Int64 } {
    return this.last(flag, key, (value) => int64Of(prefixed(value)))
  }

  /** The argument at this place. @throws Misfit when it is missing or empty */
  name(at: number, what: string): string {
    const value = this.args[at]?.value ?? ''
    if (value === '') throw new Misfit(`${what} is not named.`)
    return value
  }
}
