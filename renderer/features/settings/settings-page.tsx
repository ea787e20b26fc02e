import { Suspense } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { Scroller } from '../../components/scroller.tsx'
import { Section } from '../../components/section.tsx'
import { Select } from '../../components/select.tsx'
import { Switch } from '../../components/switch.tsx'
import { keepSettings } from '../../lib/keep-settings.ts'
import { useSettings } from '../../lib/settings.ts'
import { AlertsSection } from '../alerts/index.ts'
import { MetricsSection } from '../metrics/index.ts'
import { RecorderSection } from '../recorder/index.ts'
import { RegistriesSection } from '../registries/index.ts'
import { PublishingView } from './publishing-view.tsx'
import { RestorePointSettings } from './restore-point-settings.tsx'

const THEMES = [
  { value: 'system', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

/** What a person can choose; every choice holds at once. */
export function SettingsPage() {
  const { theme, showCommands, publish, logs, containers, restorePoints } = useSettings()
  return (
    <>
      <PageHeader title="Settings" />
      <Scroller label="Settings">
        <div className="mx-auto flex max-w-2xl flex-col gap-4 p-6">
          <Section title="Look">
            <Select
              label="Theme"
              value={theme}
              options={THEMES}
              onChange={(next) => keepSettings({ theme: next })}
              className="justify-between"
            />
            <Switch
              checked={showCommands}
              onChange={(next) => keepSettings({ showCommands: next })}
              description="After an action, and before one that asks, the docker command that does the same stands beside it."
            >
              Show docker commands
            </Switch>
          </Section>
          <Section title="Other programs">
            <Switch
              checked={publish}
              onChange={(next) => keepSettings({ publish: next })}
              description="The docker command, Compose, editors and tests use the engine that Slipway shows: by the Docker context “slipway”, or by its address. Your own context stays the one in use."
            >
              Offer the engine to other programs
            </Switch>
            <PublishingView />
          </Section>
          <Suspense fallback={null}>
            <RegistriesSection />
          </Suspense>
          <Suspense fallback={null}>
            <RecorderSection />
            <AlertsSection />
            <MetricsSection />
          </Suspense>
          <Section title="Containers">
            <Switch
              checked={containers.groupByStack}
              onChange={(groupByStack) => keepSettings({ containers: { ...containers, groupByStack } })}
              description="Containers of one Compose project stand together under its name."
            >
              Group by stack
            </Switch>
          </Section>
          <RestorePointSettings value={restorePoints} onChange={(next) => keepSettings({ restorePoints: next })} />
          <Section title="Logs">
            <Switch
              checked={logs.timestamps}
              onChange={(timestamps) => keepSettings({ logs: { ...logs, timestamps } })}
              description="When each line was written."
            >
              Show timestamps
            </Switch>
            <Switch
              checked={logs.wrap}
              onChange={(wrap) => keepSettings({ logs: { ...logs, wrap } })}
              description="Long lines go on in the next line instead of off the screen."
            >
              Wrap lines
            </Switch>
          </Section>
        </div>
      </Scroller>
    </>
  )
}
