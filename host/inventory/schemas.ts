import { z } from 'zod'

const labels = z.record(z.string(), z.string()).nullish()

/** `GET /containers/json` */
export const listedContainer = z.object({
  Id: z.string(),
  Names: z.array(z.string()).nullish(),
  Image: z.string(),
  ImageID: z.string(),
  Command: z.string().nullish(),
  Created: z.number(),
  State: z.string(),
  Status: z.string().default(''),
  Labels: labels,
  Ports: z
    .array(
      z.object({
        IP: z.string().optional(),
        PrivatePort: z.number(),
        PublicPort: z.number().optional(),
        Type: z.string(),
      }),
    )
    .nullish(),
  Mounts: z
    .array(
      z.object({
        Type: z.string().default(''),
        Name: z.string().optional(),
        Source: z.string().default(''),
        Destination: z.string().default(''),
        RW: z.boolean().default(true),
      }),
    )
    .nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.unknown()).nullish() }).nullish(),
})
export type ListedContainer = z.infer<typeof listedContainer>

/** `GET /images/json` */
export const listedImage = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Created: z.number(),
  Size: z.number(),
  ParentId: z.string().nullish(),
  Labels: labels,
})
export type ListedImage = z.infer<typeof listedImage>

/** `GET /volumes/{name}`, and the items of `GET /volumes` */
export const listedVolume = z.object({
  Name: z.string(),
  Driver: z.string(),
  Mountpoint: z.string(),
  CreatedAt: z.string().optional(),
  Labels: labels,
  Options: labels,
})
export type ListedVolume = z.infer<typeof listedVolume>
export const listedVolumes = z.object({ Volumes: z.array(listedVolume).nullish() })

/** `GET /networks/{id}`, and the items of `GET /networks` */
export const listedNetwork = z.object({
  Id: z.string(),
  Name: z.string(),
  Driver: z.string(),
  Scope: z.string().default('local'),
  Internal: z.boolean().default(false),
  Attachable: z.boolean().default(false),
  EnableIPv6: z.boolean().default(false),
  Created: z.string(),
  Labels: labels,
  IPAM: z
    .object({ Config: z.array(z.object({ Subnet: z.string().optional(), Gateway: z.string().optional() })).nullish() })
    .nullish(),
})
export type ListedNetwork = z.infer<typeof listedNetwork>
