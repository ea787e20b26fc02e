export { TerminalTab } from './terminal-tab.tsx'
