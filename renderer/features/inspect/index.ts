export { InspectTab } from './inspect-tab.tsx'
export { looksSecret } from './secrets.ts'
