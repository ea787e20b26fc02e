import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { AlertRule, AlertState } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Section } from '../../components/section.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { Switch } from '../../components/switch.tsx'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { useLatest } from '../../lib/stream.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { LateAlerts } from './late-alerts.tsx'
import { Notify } from './notify.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { KINDS, ruleWords, usualRule, usualRules } from './rule-words.ts'
import { Webhook } from './webhook.tsx'

/** When to tell that something is wrong, and whom. Without a rule nothing is ever told. */
export function AlertsSection() {
  const { value, problem, retry } = useLatest('alerts', (stream, signal) => client.alerts.watch({ stream }, { signal }))
  return (
    <Section title="Alerts">
      <p className="text-ink-2">
        Slipway tells once when a rule comes true, and once when it is over. While there is no rule, it is quiet.
      </p>
      {problem ? <ProblemView problem={problem} onRetry={retry} /> : null}
      {value ? (
        <>
          <Rules rules={value.rules} />
          <Notify notify={value.notify} />
          <Webhook key={value.webhook?.origin ?? ''} webhook={value.webhook} />
          <LateAlerts alerts={value.alerts} />
        </>
      ) : problem ? null : (
        <Skeleton className="h-24" />
      )}
    </Section>
  )
}

const newId = () => crypto.randomUUID()

function Rules({ rules }: { rules: AlertState['rules'] }) {
  const [edited, setEdited] = useState<AlertRule>()
  const keep = (next: AlertRule[]) => {
    client.alerts
      .setRules({ rules: next })
      .catch((error) => toastProblem(asProblem(error, 'The rules could not be kept.')))
  }
  const put = (rule: AlertRule) =>
    keep(
      rules.some(({ id }) => id === rule.id) ? rules.map((one) => (one.id === rule.id ? rule : one)) : [...rules, rule],
    )
  return (
    <div className="flex flex-col gap-2">
      {rules.length > 0 ? (
        <ul aria-label="Rules" className="flex flex-col divide-y divide-line/60">
          {rules.map((rule) => (
            <li key={rule.id} className="flex items-center gap-1 py-1.5">
              <div className="min-w-0 flex-1">
                <Switch checked={rule.enabled} onChange={(enabled) => put({ ...rule, enabled })}>
                  <span className="wrap-anywhere">{ruleWords(rule)}</span>
                </Switch>
              </div>
              <IconButton icon={Pencil} label={`Edit: ${ruleWords(rule)}`} onClick={() => setEdited(rule)} />
              <IconButton
                icon={Trash2}
                label={`Remove: ${ruleWords(rule)}`}
                onClick={() => keep(rules.filter(({ id }) => id !== rule.id))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Menu
          trigger={
            <Button>
              <Plus aria-hidden />
              Add a rule
            </Button>
          }
        >
          {KINDS.map(({ value, label }) => (
            <MenuItem key={value} onClick={() => setEdited(usualRule(value, newId()))}>
              {label}
            </MenuItem>
          ))}
        </Menu>
        {rules.length === 0 ? <Button onClick={() => keep(usualRules(newId))}>Add the usual rules</Button> : null}
      </div>
      {edited ? (
        <RuleDialog
          key={edited.id}
          rule={edited}
          isNew={!rules.some(({ id }) => id === edited.id)}
          onRule={put}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </div>
  )
}
