import type { Volume } from '../../contract/index.ts'

/** A volume for tests. */
export const volume = (some: Partial<Volume> & Pick<Volume, 'id'>): Volume => ({
  driver: 'local',
  mountpoint: `/var/lib/docker/volumes/${some.id}/_data`,
  labels: {},
  options: {},
  anonymous: false,
  ...some,
})
