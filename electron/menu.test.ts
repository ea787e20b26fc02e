import { expect, it } from 'vitest'
import { menuTemplate } from './menu.ts'

it.each(['linux', 'win32'] as const)('leaves the terminal’s keys alone on %s', (platform) => {
  const text = JSON.stringify(menuTemplate(platform))
  for (const role of ['reload', 'forceReload', 'close', 'minimize', 'copy', 'paste', 'selectAll', 'undo', 'editMenu']) {
    expect(text).not.toContain(`"role":"${role}"`)
  }
  expect(text).not.toMatch(/"accelerator":"(?:Ctrl|CmdOrCtrl)\+[A-Z]"/)
})

it('has what every macOS program has', () => {
  expect(menuTemplate('darwin').map(({ role }) => role)).toEqual(['appMenu', 'editMenu', undefined, 'windowMenu'])
})
