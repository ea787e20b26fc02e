import type { VmStatus } from '../../../contract/index.ts'
import { vmCommand } from '../../../contract/vm-commands.ts'
import { Button } from '../../components/button.tsx'
import { CommandTip } from '../../components/command-tip.tsx'
import { Section } from '../../components/section.tsx'
import { cpu, memory } from '../../lib/format.ts'
import { Bar } from './bar.tsx'
import { type Account, accountsOf } from './room.ts'
import { useBusy } from './use-busy.ts'
import { trim } from './vm-actions.ts'

/** What the machine uses now, what that takes of this computer, and what of it can be had back. */
export function Resources({ status }: { status: VmStatus }) {
  const { name, size, takes } = status
  const accounts = accountsOf(status)
  const [busy, run] = useBusy()
  const spare = (accounts.memory?.spare ?? 0) + (accounts.disk?.spare ?? 0)
  return (
    <Section
      title="Resources"
      actions={
        <CommandTip command={vmCommand(name, 'trim')}>
          <Button size="small" disabled={busy} onClick={() => run(trim(name))}>
            {busy ? 'Giving back…' : 'Give back'}
          </Button>
        </CommandTip>
      }
    >
      {takes?.cpu === undefined ? null : (
        <Bar
          label="CPU"
          value={takes.cpu}
          most={size.cpus * 100}
          text={`${cpu(takes.cpu)} of ${size.cpus === 1 ? '1 processor' : `${size.cpus} processors`}`}
        />
      )}
      {accounts.memory ? <AccountBar label="Memory" account={accounts.memory} /> : null}
      {accounts.disk ? <AccountBar label="Disk" account={accounts.disk} /> : null}
      {accounts.memory || accounts.disk ? (
        <table className="tnum w-full text-left [&_td]:pl-3 [&_th+th]:pl-3">
          <caption className="sr-only">What it takes, within the machine and of this computer</caption>
          <thead className="text-ink-3 text-sm">
            <tr>
              <th className="font-normal">
                <span className="sr-only">Of</span>
              </th>
              <th className="text-right font-normal">Used within</th>
              <th className="text-right font-normal">Taken here</th>
              <th className="text-right font-normal">Can be had back</th>
            </tr>
          </thead>
          <tbody>
            {accounts.memory ? <Line label="Memory" account={accounts.memory} /> : null}
            {accounts.disk ? <Line label="Disk" account={accounts.disk} /> : null}
          </tbody>
        </table>
      ) : (
        <p className="text-ink-2">It has not told yet.</p>
      )}
      {spare > 0 ? null : <p className="text-ink-3 text-sm">There is nothing to have back now.</p>}
    </Section>
  )
}

function AccountBar({ label, account }: { label: string; account: Account }) {
  const { limit, guest, spare } = account
  return <Bar label={label} value={guest} most={limit} spare={spare} text={`${memory(guest)} of ${memory(limit)}`} />
}

function Line({ label, account: { guest, host, spare } }: { label: string; account: Account }) {
  return (
    <tr>
      <th scope="row" className="font-normal text-ink-2">
        {label}
      </th>
      <td className="text-right">{memory(guest)}</td>
      <td className="text-right">{host === undefined ? 'not known' : memory(host)}</td>
      <td className="text-right">{host === undefined ? 'not known' : memory(spare)}</td>
    </tr>
  )
}
