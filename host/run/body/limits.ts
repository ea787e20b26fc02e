import type { LimitChange } from '../../../contract/action.ts'
import { jsonInteger } from '../values/json.ts'

/** The body of `POST /containers/{id}/update`: what is not said stays as it is. */
export function limitsBody(limits: LimitChange): object {
  const unsaid = {
    CgroupParent: '',
    BlkioWeightDevice: null,
    BlkioDeviceReadBps: null,
    BlkioDeviceWriteBps: null,
    BlkioDeviceReadIOps: null,
    BlkioDeviceWriteIOps: null,
    Devices: null,
    DeviceCgroupRules: null,
    DeviceRequests: null,
    MemorySwappiness: null,
    OomKillDisable: null,
    Ulimits: null,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  }
  return {
    ...unsaid,
    CpuShares: jsonInteger(limits.cpuShares),
    Memory: jsonInteger(limits.memory),
    NanoCpus: jsonInteger(limits.cpus),
    BlkioWeight: jsonInteger(limits.blkioWeight),
    CpuPeriod: jsonInteger(limits.cpuPeriod),
    CpuQuota: jsonInteger(limits.cpuQuota),
    CpuRealtimePeriod: jsonInteger(limits.cpuRtPeriod),
    CpuRealtimeRuntime: jsonInteger(limits.cpuRtRuntime),
    CpusetCpus: limits.cpusetCpus ?? '',
    CpusetMems: limits.cpusetMems ?? '',
    MemoryReservation: jsonInteger(limits.memoryReservation),
    MemorySwap: jsonInteger(limits.memorySwap),
    PidsLimit: limits.pidsLimit ? jsonInteger(limits.pidsLimit) : null,
    RestartPolicy: {
      Name: limits.restart?.name ?? '',
      MaximumRetryCount: jsonInteger(limits.restart?.retries),
    },
  }
}
