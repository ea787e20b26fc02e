import type { Container } from '../../../../contract/index.ts'
import { Switch } from '../../../components/switch.tsx'
import { namesOf } from './in-use.tsx'

type StopSwitchProps = { running: readonly Container[]; stop: boolean; onStop: (stop: boolean) => void }

/** Says which containers would have their files changed under them, and asks whether they may be stopped. */
export function StopSwitch({ running, stop, onStop }: StopSwitchProps) {
  if (running.length === 0) return null
  return (
    <Switch
      checked={stop}
      onChange={onStop}
      description={`${namesOf(running)} would have ${running.length === 1 ? 'its' : 'their'} files changed while running. Started again afterwards.`}
    >
      Stop what uses it meanwhile
    </Switch>
  )
}
