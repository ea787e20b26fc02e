export { type EngineEvent, openEvents, readEvents } from './events.ts'
export { Inventory } from './inventory.ts'
export { readContainers } from './read.ts'
