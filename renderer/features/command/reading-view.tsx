import { TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import type { Reading } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { FolderField, lastFolder, rememberFolder } from '../host-files/index.ts'
import { explained, stretches } from './explained.ts'
import type { Read } from './use-reading.ts'

const LOOKS = {
  plain: '',
  wrong: 'rounded-sm bg-bad-soft text-bad underline decoration-wavy decoration-1 underline-offset-4',
  left: 'text-ink-3 line-through',
}

/** A command as it was understood: what is wrong and where, what is still to be answered, and what each word does. */
export function ReadingView({ read, open = false }: { read: Read; open?: boolean }) {
  const { reading, text, problem } = read
  if (problem) return <ProblemView problem={problem} />
  if (!reading) return null
  const marked = reading.problems.length > 0 || reading.words.some(({ role }) => role === 'not taken')
  return (
    <div className="flex flex-col gap-3">
      {marked ? (
        <code className="wrap-anywhere whitespace-pre-wrap rounded-md bg-hover px-2.5 py-1.5 font-mono text-sm">
          {stretches(text, reading).map(({ start, text: part, look }) =>
            look === 'plain' ? (
              part
            ) : (
              <span key={start} className={LOOKS[look]}>
                {part}
              </span>
            ),
          )}
        </code>
      ) : null}
      <Problems problems={reading.problems} />
      <Questions read={read} questions={reading.questions} />
      <Words reading={reading} open={open} />
    </div>
  )
}

function Problems({ problems }: Pick<Reading, 'problems'>) {
  if (problems.length === 0) return null
  return (
    <div role="alert">
      <ul className="flex flex-col gap-1.5">
        {problems.map(({ start, what, next }) => (
          <li key={`${start} ${what}`} className="flex gap-2">
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
            <span className="min-w-0 break-words">
              {what} <span className="text-ink-2">{next}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Questions({ read, questions }: { read: Read; questions: Reading['questions'] }) {
  const form = useId()
  const [typed, setTyped] = useState<Record<string, string>>({})
  const open = questions.filter(({ key }, index) => questions.findIndex((other) => other.key === key) === index)
  const given = Object.entries(read.answers)
  if (open.length === 0 && given.length === 0) return null
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line px-3 py-2.5">
      {given.map(([key, value]) => (
        <p key={key} className="flex items-center gap-2">
          <span className="text-ink-3">{key}</span>
          <code className="wrap-anywhere min-w-0 flex-1 font-mono text-sm">{value}</code>
          <Button size="small" onClick={() => read.answer({ [key]: '' })}>
            Change
          </Button>
        </p>
      ))}
      {open.length === 0 ? null : (
        <form
          id={form}
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            const answers = Object.fromEntries(open.map((one) => [one.key, typed[one.key] ?? suggested(one)]))
            if (answers.folder) rememberFolder(answers.folder)
            read.answer(answers)
          }}
        >
          {open.map((question) => {
            const { key, kind, what } = question
            const Line = kind === 'variable' ? Field : FolderField
            return (
              <Line
                key={key}
                label={what}
                value={typed[key] ?? suggested(question)}
                onChange={(value) => setTyped((before) => ({ ...before, [key]: value }))}
              />
            )
          })}
          <Button type="submit" className="self-start">
            Answer
          </Button>
        </form>
      )}
    </div>
  )
}

/** The folder that was chosen last is likelier than where Slipway was started. */
function suggested({ kind, suggestion = '' }: Reading['questions'][number]): string {
  return kind === 'folder' ? lastFolder() || suggestion : suggestion
}

function Words({ reading, open }: { reading: Reading; open: boolean }) {
  const lines = explained(reading)
  if (lines.length === 0) return null
  return (
    <details open={open} className="group">
      <summary className="w-fit cursor-default rounded text-ink-2 hover:text-ink">What each word does</summary>
      <dl className="mt-1.5 grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 gap-y-1 border-line border-l pl-3">
        {lines.map(({ start, words, about, taken }) => (
          <div key={start} className="contents">
            <dt className={`wrap-anywhere font-mono text-sm ${taken ? '' : 'text-ink-3 line-through'}`}>{words}</dt>
            <dd className="min-w-0 text-ink-2">{about}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
