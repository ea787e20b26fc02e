import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

type TabsProps<T extends string> = {
  value: T
  onChange: (value: T) => void
  tabs: readonly { value: T; label: string }[]
  /** What the chosen tab shows. */
  children: ReactNode
}

/** Tabs over one panel. Arrow keys move between them; the panel fills what height is left. */
export function Tabs<T extends string>({ value, onChange, tabs, children }: TabsProps<T>) {
  return (
    <Base.Root value={value} onValueChange={(next: T) => onChange(next)} className="flex min-h-0 flex-1 flex-col">
      <Base.List className="flex shrink-0 gap-1 overflow-x-auto overflow-y-hidden px-3 shadow-[inset_0_-1px_0_var(--line)] [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="h-9 shrink-0 whitespace-nowrap border-transparent border-b-2 px-2 font-medium text-ink-3 hover:text-ink data-[active]:border-accent data-[active]:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel key={value} value={value} className="flex min-h-0 flex-1 flex-col -outline-offset-2">
        {children}
      </Base.Panel>
    </Base.Root>
  )
}
