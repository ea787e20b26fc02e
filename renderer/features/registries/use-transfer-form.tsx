import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { client } from '../../lib/connection.ts'
import { type Asked, asked } from './asked.ts'
import { hostName, readName } from './names.ts'
import { useBegun } from './transfer-dialog.tsx'

/** What is filled in for a pull or a push, how far it has begun, and the way to sign in where that is asked for. */
export function useTransferForm(start: Extract<Asked, { dialog: 'pull' | 'push' }>) {
  const { dialog, engine } = start
  const [text, setText] = useState(start.reference)
  const [platform, setPlatform] = useState(start.platform ?? '')
  const [allTags, setAllTags] = useState(start.allTags ?? false)
  const read = readName(text)
  const reference = text.trim()
  const good = read && 'whole' in read ? read : undefined
  const options = { reference, ...(platform.trim() && { platform: platform.trim() }), ...(allTags && { allTags }) }
  const { begun, problem, busy, ...begin } = useBegun(
    () => client.images[dialog]({ engine, ...options }),
    `The ${dialog} could not be begun.`,
  )
  const beginNow = useEffectEvent(() => {
    if (start.now && good) begin.start()
  })
  useEffect(() => beginNow(), [])

  /** What can be done about a failure: where it is about who asks, signing in, and then this again. */
  const whenFailed = (code: string): ReactNode =>
    code === 'UNAUTHORIZED' && good ? (
      <Button
        look="primary"
        onClick={() =>
          asked.set({
            dialog: 'login',
            engine,
            host: good.host,
            onward: { dialog, engine, ...options, now: true },
          })
        }
      >
        Sign in to {hostName(good.host)}…
      </Button>
    ) : null
  return {
    fields: { text, setText, platform, setPlatform, allTags, setAllTags },
    read,
    good,
    reference,
    options,
    begun,
    problem,
    busy,
    begin: begin.start,
    back: begin.back,
    whenFailed,
  }
}
