import type { Problem } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'

type TrustKeyProps = {
  problem: Problem
  /** Once the key is trusted. */
  onTrusted?: () => void
}

/** The button that says yes to the key of a host that was never met; nothing for every other problem. */
export function TrustKey({ problem: { hostKey }, onTrusted }: TrustKeyProps) {
  if (!hostKey) return null
  const trust = () => {
    client.engines
      .trust(hostKey)
      .then(onTrusted)
      .catch((error) => toastProblem(asProblem(error, 'The key could not be kept.')))
  }
  return <Button onClick={trust}>Trust this key</Button>
}
