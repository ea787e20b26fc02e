export { InspectTab } from './inspect-tab.tsx'
export { Pairs } from './pairs.tsx'
export { RawJson } from './raw-json.tsx'
