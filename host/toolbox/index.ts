export { ToolboxFailure, type ToolboxWarning } from './failure.ts'
export { isGone, owner } from './owner.ts'
export type { Room, RoomPlan } from './room.ts'
export { Toolbox } from './toolbox.ts'
