import type { Int64, Run } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { INT64, int64Of, prefixed, type Width } from '../values/integer.ts'

/** One flag of `docker run` and `docker create`, both ways between its words and the model. */
export type Flag = {
  name: string
  short?: string
  /** Old spellings that `--help` does not list. */
  also?: string[]
  /** Without a value, as `-t`. */
  alone: boolean
  /** Can be given again and again. */
  many?: true
  /** What it is when not given, for one without a value. */
  normally?: boolean
  /** What it does, in one line, for a person. */
  about: string
  /** The engine's API version that knows it. */
  since?: string
  /** Of Windows engines alone. */
  windows?: true
  /** Of one verb alone. */
  verb?: Run['verb']
  /** Written with its short form. */
  brief?: true
  /** Takes a value into the model. @throws Misfit */
  set: (run: Run, value: string) => void
  /** The values that say what the model has. */
  values: (run: Run) => string[]
}

type Extra = Pick<Flag, 'short' | 'also' | 'since' | 'windows' | 'verb' | 'brief'>
/** The fields of the model that hold a `T` or nothing. */
type FieldOf<T> = {
  [K in keyof Run]-?: undefined extends Run[K]
    ? [Exclude<Run[K], undefined>] extends [T]
      ? [T] extends [Exclude<Run[K], undefined>]
        ? K
        : never
      : never
    : never
}[keyof Run]
type TruthField = { [K in keyof Run]-?: [Run[K]] extends [boolean] ? K : never }[keyof Run]

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True'])
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False'])

/** A truth value as flags take it. @throws Misfit */
export function truthOf(value: string): boolean {
  if (TRUE.has(value)) return true
  if (FALSE.has(value)) return false
  throw new Misfit(`“${value}” is neither true nor false.`)
}

/** A flag that is there or not; `normally` is what it is when not given. */
export function truth(
  name: string,
  field: TruthField,
  about: string,
  extra: Extra & { normally?: boolean } = {},
): Flag {
  const { normally = false, ...rest } = extra
  return {
    name,
    alone: true,
    normally,
    about,
    ...rest,
    set: (run, value) => {
      run[field] = truthOf(value)
    },
    values: (run) => (run[field] === normally ? [] : [String(run[field])]),
  }
}

/** A flag with a text; an empty one is as good as none. */
export function text(
  name: string,
  field: FieldOf<string>,
  about: string,
  extra: Extra & { check?: (value: string) => void } = {},
): Flag {
  const { check, ...rest } = extra
  return {
    name,
    alone: false,
    about,
    ...rest,
    set: (run, value) => {
      if (value === '') {
        delete run[field]
        return
      }
      check?.(value)
      run[field] = value
    },
    values: (run) => some(run[field]),
  }
}

/** A flag with a number, read and written by functions of its own. */
export function amount(
  name: string,
  field: FieldOf<Int64>,
  about: string,
  read: (value: string) => Int64,
  write: (value: Int64) => string,
  extra: Extra = {},
): Flag {
  return {
    name,
    alone: false,
    about,
    ...extra,
    set: (run, value) => {
      run[field] = read(value)
    },
    values: (run) => {
      const value = run[field]
      return value === undefined ? [] : [write(value)]
    },
  }
}

/** A flag with a whole number. */
export function integer(
  name: string,
  field: FieldOf<Int64>,
  about: string,
  extra: Extra & { width?: Width } = {},
): Flag {
  const { width = INT64, ...rest } = extra
  return amount(name, field, about, (value) => int64Of(prefixed(value, width)), String, rest)
}

/** A flag that can be given again and again. */
export function list<T>(
  name: string,
  of: (run: Run) => T[],
  about: string,
  read: (value: string) => T,
  write: (item: T) => string,
  extra: Extra = {},
): Flag {
  return {
    name,
    alone: false,
    many: true,
    about,
    ...extra,
    set: (run, value) => {
      of(run).push(read(value))
    },
    values: (run) => of(run).map(write),
  }
}

/** A repeated flag with texts. */
export function texts(
  name: string,
  of: (run: Run) => string[],
  about: string,
  extra: Extra & { read?: (value: string) => string } = {},
): Flag {
  const { read = (value: string) => value, ...rest } = extra
  return list(name, of, about, read, (value) => value, rest)
}

/** A list of the one value that may be there. */
export function some(value: string | undefined): string[] {
  return value === undefined ? [] : [value]
}
