import { z } from 'zod'
import { action } from './action.ts'

/** A part of the text that was read: where it is, in UTF-16 units, and its words. */
const part = { start: z.number().int(), end: z.number().int(), text: z.string() }

export const wordRole = z.enum([
  'wrapper',
  'assignment',
  'program',
  'command',
  'flag',
  'value',
  'image',
  'argument',
  'target',
  'comment',
  'not taken',
  'not understood',
])
export type WordRole = z.infer<typeof wordRole>

/** One word and what it means. */
export const explainedWord = z.object({ ...part, role: wordRole, about: z.string() })
export type ExplainedWord = z.infer<typeof explainedWord>

/** What is wrong, at which word, and what to do about it. `flag` names the field of the form it belongs to. */
export const commandProblem = z.object({ ...part, what: z.string(), next: z.string(), flag: z.string().optional() })
export type CommandProblem = z.infer<typeof commandProblem>

/** What only the person knows: the answer goes into `answers` under `key`. */
export const commandQuestion = z.object({
  ...part,
  key: z.string(),
  kind: z.enum(['folder', 'home', 'variable']),
  what: z.string(),
  suggestion: z.string().optional(),
})
export type CommandQuestion = z.infer<typeof commandQuestion>

/** A command line as it was understood. */
export const reading = z.object({
  /** Every word of the text, in order. */
  words: z.array(explainedWord),
  problems: z.array(commandProblem),
  questions: z.array(commandQuestion),
  /** What it does; absent when it could not be made out. Provisional while there are problems or questions. */
  action: action.optional(),
  /** The same command in its plain form, once every question is answered. */
  command: z.string().optional(),
  /** Another engine that the command itself names, by address or context. */
  engine: z.string().optional(),
})
export type Reading = z.infer<typeof reading>
