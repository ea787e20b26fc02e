export { LineText } from './line-text.tsx'
export { LogsTab } from './logs-tab.tsx'
