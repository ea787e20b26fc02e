import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Problem, Reading } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import { asProblem } from '../../lib/problem.ts'

/** A text as a command, and what the person answered to its questions. */
export type Read = {
  /** Of `text`; undefined until it was read. */
  reading: Reading | undefined
  /** The text that the reading is of. */
  text: string
  answers: Readonly<Record<string, string>>
  /** Takes answers; an empty one is taken back. */
  answer: (answers: Record<string, string>) => void
  problem: Problem | undefined
}

/** Long enough to type a word, in milliseconds. */
const STILL = 120

/** Reads a command as it is typed or pasted; `answered` is called when an answer changes what it says. */
export function useReading(engine: string, typed: string, answered?: () => void): Read {
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const text = useDebounced(typed, STILL)
  const { data, error } = useQuery({
    queryKey: ['runs', 'understand', engine, text, answers],
    queryFn: async ({ signal }) => ({
      text,
      reading: await client.runs.understand({ engine, text, answers }, { signal }),
    }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const current = data?.text === typed && typed.trim() !== '' ? data : undefined
  return {
    reading: current?.reading,
    text: typed,
    answers,
    answer: (more) => {
      setAnswers((before) => Object.fromEntries(Object.entries({ ...before, ...more }).filter(([, to]) => to !== '')))
      answered?.()
    },
    problem: error ? asProblem(error, 'The command could not be read.') : undefined,
  }
}
