import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { LogHit, LogSearch, Problem } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { perFrame } from '../../lib/frame.ts'
import { type OpenStream, readStream } from '../../lib/stream.ts'
import { type Found, type InView, NOTHING_FOUND, nextHit, placeOf } from './hits.ts'
import type { LogModel } from './log-model.ts'
import type { Wanted } from './places.ts'

/** How long somebody may pause within a word, in milliseconds. */
const TYPING = 200

type Where = { engine: string; id: string; since?: number | undefined }

/** A search through the whole log, and the way from hit to hit. */
export type Search = {
  wanted: Wanted
  want: (wanted: Wanted) => void
  found: Found
  /** The host still looks. */
  searching: boolean
  stop: () => void
  problem: Problem | undefined
  /** The hit that was gone to last. */
  current: LogHit | undefined
  currentIndex: number | undefined
  go: (step: 1 | -1) => void
}

export function useSearch({ engine, id, since }: Where, model: LogModel, inView: () => InView | undefined): Search {
  const [wanted, setWanted] = useState<Wanted>({ text: '', matchCase: false })
  const [found, setFound] = useState(NOTHING_FOUND)
  const [problem, setProblem] = useState<Problem>()
  const [currentIndex, setCurrentIndex] = useState<number>()
  const [searching, setSearching] = useState(false)
  const wish = useRef<1 | -1>(undefined)
  const stopping = useRef<() => void>(undefined)
  const { text, matchCase } = wanted

  useEffect(() => {
    if (text === '') return
    let stop = () => {}
    const timer = setTimeout(() => {
      setSearching(true)
      stop = readFound(
        (stream, signal) =>
          client.logs.search(
            { engine, id, stream, text, matchCase, ...(since !== undefined && { since }) },
            { signal },
          ),
        (next) => {
          setFound(next)
          if (next.done) setSearching(false)
        },
        (why) => {
          setProblem(why)
          setSearching(false)
        },
      )
      stopping.current = stop
    }, TYPING)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [text, matchCase, engine, id, since])

  const want = (next: Wanted) => {
    setWanted(next)
    setFound(NOTHING_FOUND)
    setProblem(undefined)
    setCurrentIndex(undefined)
    setSearching(false)
    wish.current = undefined
  }
  const go = (step: 1 | -1) => {
    // Enter right after the last letter: what it asks for is not found yet.
    wish.current = found.done || found.hits.length > 0 ? undefined : step
    const index = nextHit(found, currentIndex, step, inView())
    const hit = index === undefined ? undefined : found.hits[index]
    if (!hit) return
    setCurrentIndex(index)
    model.toLine(placeOf(found, hit))
  }
  const fulfil = useEffectEvent(() => {
    if (wish.current) go(wish.current)
  })
  useEffect(() => {
    if (found.done) fulfil()
  }, [found.done])
  const stop = () => {
    stopping.current?.()
    setSearching(false)
  }
  const current = currentIndex === undefined ? undefined : found.hits[currentIndex]
  return { wanted, want, found, searching, stop, problem, current, currentIndex, go }
}

/** Reads what is found until the answer is called; shows it at most once a frame. */
function readFound(open: OpenStream<LogSearch>, show: (found: Found) => void, problem: (why: Problem) => void) {
  let hits: LogHit[] = []
  let word: LogSearch | undefined
  let stopped = false
  const showSoon = perFrame(() => {
    if (word && !stopped) show({ hits, count: word.found, scanned: word.scanned, done: word.done })
  })
  const stop = readStream(open, {
    begin: () => {
      hits = []
    },
    item: (next) => {
      if (next.hits.length > 0) hits = hits.concat(next.hits)
      word = next
      showSoon()
    },
    problem,
  })
  return () => {
    stopped = true
    stop()
  }
}
