import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { Problem } from '../../contract/index.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { Tabs } from '../components/tabs.tsx'
import { type Proof, signIn, takesPassword } from '../lib/session.ts'

const WAYS = [
  { value: 'link', label: 'Sign-in link' },
  { value: 'password', label: 'Password' },
] as const
type Way = (typeof WAYS)[number]['value']

type SignInPageProps = {
  /** What became of the link that the page was opened with. */
  link: Promise<Problem | undefined>
  onSignedIn: () => void
}

/** Asks who is there: by the link that the host printed, or by its password. */
export function SignInPage({ link, onSignedIn }: SignInPageProps) {
  const { data: password = false } = useQuery({ queryKey: ['session', 'password'], queryFn: takesPassword })
  const [way, setWay] = useState<Way>('link')
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [asking, setAsking] = useState(false)

  useEffect(() => {
    void link.then((wrong) => setProblem((said) => said ?? wrong))
  }, [link])
  const choose = (next: Way) => {
    setWay(next)
    setWords('')
    setProblem(undefined)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setAsking(true)
    const wrong = await signIn(proof(way, words))
    setAsking(false)
    setProblem(wrong)
    if (!wrong) onSignedIn()
  }

  return (
    <main className="flex h-full items-center justify-center bg-sidebar p-6">
      <div className="w-full max-w-sm rounded-xl bg-raised pt-5 shadow-popup">
        <h1 className="px-5 font-semibold text-xl">Sign in to Slipway</h1>
        <p className="mb-2 px-5 text-ink-2">This host shows its containers only to those who are let in.</p>
        <Ways shown={password} way={way} onWay={choose}>
          <form onSubmit={submit} className="flex flex-col gap-4 p-5">
            {way === 'link' ? (
              <Field
                label="Sign-in link or its token"
                value={words}
                onChange={setWords}
                description="The terminal where `slipway serve` runs shows it."
                autoFocus
                required
              />
            ) : (
              <Field label="Password" type="password" value={words} onChange={setWords} autoFocus required />
            )}
            {problem ? <ProblemView problem={problem} /> : null}
            <Button type="submit" look="primary" disabled={asking || words.trim() === ''}>
              Sign in
            </Button>
          </form>
        </Ways>
      </div>
    </main>
  )
}

type WaysProps = { shown: boolean; way: Way; onWay: (way: Way) => void; children: ReactNode }

/** Tabs, where there is more than one way in. */
function Ways({ shown, way, onWay, children }: WaysProps) {
  if (!shown) return children
  return (
    <Tabs value={way} onChange={onWay} tabs={WAYS}>
      {children}
    </Tabs>
  )
}

function proof(way: Way, words: string): Proof {
  if (way === 'password') return { password: words }
  return { token: /[?#&]token=([^&#]+)/.exec(words)?.[1] ?? words.trim() }
}
