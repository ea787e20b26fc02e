export { CheckUpdatesButton } from './check-button.tsx'
export { UpdateBadge } from './update-badge.tsx'
export { UpdateHost } from './update-host.tsx'
