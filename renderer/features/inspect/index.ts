export { InspectTab } from './inspect-tab.tsx'
