import { expect, test } from 'vitest'
import type { Attention } from '../../../contract/index.ts'
import { attentionSubject, attentionWords } from './attention-words.ts'

const of = { container: 'c', name: 'web', remedy: { kind: 'logs', container: 'c' } } as const
const now = 1_000_000_000

test.each<[Attention, string]>([
  [
    { ...of, kind: 'restartLoop', times: 5, minutes: 10, code: 3 },
    'web ended 5 times within 10 min, with exit code 3, and is started again and again.',
  ],
  [
    { ...of, kind: 'oom', time: now - 120_000, limit: 128 * 1024 ** 2, times: 1 },
    'web ran out of memory at its limit of 128 MiB 2 min ago.',
  ],
  [{ ...of, kind: 'oom', time: now - 120_000, times: 3 }, 'web ran out of memory 2 min ago, 3 times in the last day.'],
  [{ ...of, kind: 'unhealthy', since: now - 60_000 }, 'web is unhealthy for 1 min: its health check fails.'],
  [{ ...of, kind: 'failed', time: now - 5_000, code: 1 }, 'web ended by itself with exit code 1, 5 s ago.'],
  [
    { kind: 'disk', free: 2e9, total: 50e9, fullAt: now + 3 * 86_400_000, remedy: { kind: 'cleanUp' } },
    'The engine’s disk has 2.0 GB of 50.0 GB left. It will be full in about 3 d.',
  ],
])('%o', (item, words) => expect(`${attentionSubject(item)} ${attentionWords(item, now)}`).toBe(words))
