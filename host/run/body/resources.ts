import type { DeviceRate, Run } from '../../../contract/run.ts'
import { jsonInteger, orNull, record } from '../values/json.ts'
import { atLeast, type RunContext } from './context.ts'

/** The limits and devices of `HostConfig`. */
export function resources(run: Run, { apiVersion }: RunContext): object {
  const kernelMemory =
    atLeast(apiVersion, '1.42') || !run.kernelMemory ? {} : { KernelMemory: jsonInteger(run.kernelMemory) }
  return {
    CpuShares: jsonInteger(run.cpuShares),
    Memory: jsonInteger(run.memory),
    NanoCpus: jsonInteger(run.cpus),
    CgroupParent: run.cgroupParent ?? '',
    BlkioWeight: jsonInteger(run.blkioWeight),
    BlkioWeightDevice: run.blkioWeightDevice.map(({ path, weight }) => ({ Path: path, Weight: weight })),
    BlkioDeviceReadBps: run.deviceReadBps.map(rate),
    BlkioDeviceWriteBps: run.deviceWriteBps.map(rate),
    BlkioDeviceReadIOps: run.deviceReadIops.map(rate),
    BlkioDeviceWriteIOps: run.deviceWriteIops.map(rate),
    CpuPeriod: jsonInteger(run.cpuPeriod),
    CpuQuota: jsonInteger(run.cpuQuota),
    CpuRealtimePeriod: jsonInteger(run.cpuRtPeriod),
    CpuRealtimeRuntime: jsonInteger(run.cpuRtRuntime),
    CpusetCpus: run.cpusetCpus ?? '',
    CpusetMems: run.cpusetMems ?? '',
    ...devices(run),
    ...kernelMemory,
    MemoryReservation: jsonInteger(run.memoryReservation),
    MemorySwap: jsonInteger(run.memorySwap),
    MemorySwappiness: jsonInteger(run.memorySwappiness ?? -1),
    OomKillDisable: run.oomKillDisable,
    PidsLimit: jsonInteger(run.pidsLimit),
    Ulimits: ulimits(run),
    CpuCount: jsonInteger(run.cpuCount),
    CpuPercent: jsonInteger(run.cpuPercent),
    IOMaximumIOps: jsonInteger(run.ioMaxiops),
    IOMaximumBandwidth: jsonInteger(run.ioMaxbandwidth),
  }
}

const rate = ({ path, rate }: DeviceRate) => ({ Path: path, Rate: jsonInteger(rate) })

/** One limit of a name, the last; in the order of their names. */
function ulimits(run: Run): object[] {
  const last = new Map(run.ulimit.map((limit) => [limit.name, limit]))
  return [...last.values()]
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, soft, hard }) => ({ Name: name, Hard: jsonInteger(hard), Soft: jsonInteger(soft) }))
}

function devices(run: Run): object {
  const mappings: object[] = []
  const named: string[] = []
  for (const device of run.device) {
    if ('cdi' in device) named.push(device.cdi)
    else {
      const { host, container, permissions } = device
      mappings.push({ PathOnHost: host, PathInContainer: container, CgroupPermissions: permissions })
    }
  }
  const requests: object[] = run.gpus.map(({ count, driver, devices: ids, capabilities, options }) => ({
    Driver: driver ?? '',
    Count: jsonInteger(count),
    DeviceIDs: ids ?? null,
    Capabilities: [[...(capabilities ?? []), 'gpu']],
    Options: record(options.map(({ key, value }) => [key, value])),
  }))
  if (named.length > 0) {
    requests.push({ Driver: 'cdi', Count: 0, DeviceIDs: named, Capabilities: null, Options: null })
  }
  return { Devices: mappings, DeviceCgroupRules: orNull(run.deviceCgroupRule), DeviceRequests: orNull(requests) }
}
