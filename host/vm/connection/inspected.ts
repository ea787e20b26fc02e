import { z } from 'zod'

const portMap = z.record(
  z.string(),
  z.array(z.object({ HostIp: z.string().default(''), HostPort: z.string().default('') })).nullable(),
)

/** What of a container's inspection concerns this computer. */
export const inspectedContainer = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({ Running: z.boolean() }),
  HostConfig: z.object({ PortBindings: portMap.nullish() }),
  Mounts: z.array(z.object({ Type: z.string(), Source: z.string().default('') })).nullish(),
  NetworkSettings: z.object({
    /** What is published in fact. */
    Ports: portMap.nullish(),
    Networks: z.record(z.string(), z.object({ IPAddress: z.string().optional() }).nullable()).nullish(),
  }),
})
export type InspectedContainer = z.infer<typeof inspectedContainer>
