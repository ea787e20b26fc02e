export { openEvents } from './events.ts'
export { Inventory } from './inventory.ts'
export { readContainers, readUsers } from './read.ts'
