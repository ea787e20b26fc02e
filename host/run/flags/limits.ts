import { deviceOf, deviceText } from '../fields/device.ts'
import { gpuRequestOf, gpuRequestText } from '../fields/gpus.ts'
import { byteRateOf, byteRateText, operationRateOf, operationRateText, weightOf, weightText } from '../fields/rate.ts'
import { ulimitOf, ulimitText } from '../fields/ulimit.ts'
import { Misfit } from '../misfit.ts'
import { cpusText, nanoCpus } from '../values/cpus.ts'
import { durationText, nanoseconds } from '../values/duration.ts'
import { INT64, int64Of, prefixed } from '../values/integer.ts'
import { bytes, sizeText } from '../values/size.ts'
import { amount, type Flag, integer, list, text, texts, truth } from './flag.ts'

const size = (
  name: string,
  field: Parameters<typeof amount>[1],
  about: string,
  extra: Parameters<typeof amount>[5] = {},
) => amount(name, field, about, bytes, sizeText, extra)
const time = (
  name: string,
  field: Parameters<typeof amount>[1],
  about: string,
  extra: Parameters<typeof amount>[5] = {},
) => amount(name, field, about, notNegative(nanoseconds, name), durationText, extra)

function notNegative(read: (value: string) => number | string, name: string): (value: string) => number | string {
  return (value) => {
    const number = read(value)
    if (BigInt(number) < 0n) throw new Misfit(`--${name} can’t be negative.`)
    return number
  }
}

/** How much of the machine it may take. */
export const limitFlags: Flag[] = [
  size('memory', 'memory', 'is the most memory it may have', { short: 'm' }),
  size('memory-reservation', 'memoryReservation', 'is the memory it is kept to when memory is short'),
  amount(
    'memory-swap',
    'memorySwap',
    'is the most memory and swap together; -1 for as much swap as there is',
    (value) => (value === '-1' ? -1 : bytes(value)),
    (value) => (value === -1 ? '-1' : sizeText(value)),
  ),
  amount(
    'memory-swappiness',
    'memorySwappiness',
    'is how readily its memory is swapped out, 0 to 100',
    (value) => {
      const number = Number(prefixed(value))
      if (number < -1 || number > 100) throw new Misfit(`Swappiness is from 0 to 100, not ${value}.`)
      return number
    },
    String,
  ),
  size('kernel-memory', 'kernelMemory', 'is the most kernel memory it may have'),
  size('shm-size', 'shmSize', 'is the size of /dev/shm'),
  truth('oom-kill-disable', 'oomKillDisable', 'keeps it from being killed when memory runs out'),
  integer('oom-score-adj', 'oomScoreAdj', 'is how likely it is killed when memory runs out, -1000 to 1000'),
  integer('pids-limit', 'pidsLimit', 'is the most processes it may have; -1 for any number'),
  amount('cpus', 'cpus', 'is the most CPUs it may use', nanoCpus, cpusText, { since: '1.25' }),
  integer('cpu-shares', 'cpuShares', 'is its weight when CPUs are short', { short: 'c' }),
  integer('cpu-period', 'cpuPeriod', 'is the period of its CPU quota, in microseconds'),
  integer('cpu-quota', 'cpuQuota', 'is the CPU time it may use in a period, in microseconds'),
  integer('cpu-rt-period', 'cpuRtPeriod', 'is the period of its real-time share, in microseconds', { since: '1.25' }),
  integer('cpu-rt-runtime', 'cpuRtRuntime', 'is its real-time share of a period, in microseconds', { since: '1.25' }),
  text('cpuset-cpus', 'cpusetCpus', 'runs on these CPUs alone, as 0-3 or 0,1'),
  text('cpuset-mems', 'cpusetMems', 'takes memory of these nodes alone'),
  integer('cpu-count', 'cpuCount', 'is its number of CPUs', { windows: true }),
  integer('cpu-percent', 'cpuPercent', 'is its share of the CPUs in percent', { windows: true }),
  size('io-maxbandwidth', 'ioMaxbandwidth', 'is the most bytes a second of its system drive', { windows: true }),
  integer('io-maxiops', 'ioMaxiops', 'is the most operations a second of its system drive', {
    windows: true,
    width: { bits: 64, signed: false },
  }),
  amount(
    'blkio-weight',
    'blkioWeight',
    'is its weight when disks are busy, 10 to 1000',
    (value) => int64Of(prefixed(value, { bits: 16, signed: false })),
    String,
  ),
  list('blkio-weight-device', (run) => run.blkioWeightDevice, 'is its weight on this disk', weightOf, weightText),
  list('device-read-bps', (run) => run.deviceReadBps, 'limits bytes read a second', byteRateOf, byteRateText),
  list('device-write-bps', (run) => run.deviceWriteBps, 'limits bytes written a second', byteRateOf, byteRateText),
  list('device-read-iops', (run) => run.deviceReadIops, 'limits reads a second', operationRateOf, operationRateText),
  list('device-write-iops', (run) => run.deviceWriteIops, 'limits writes a second', operationRateOf, operationRateText),
  list('ulimit', (run) => run.ulimit, 'limits what a process of it may take', ulimitOf, ulimitText),
  list('gpus', (run) => run.gpus, 'gives it GPUs', gpuRequestOf, gpuRequestText, { since: '1.40' }),
  list('device', (run) => run.device, 'gives it a device of the host', deviceOf, deviceText),
  texts('device-cgroup-rule', (run) => run.deviceCgroupRule, 'allows a kind of devices', {
    read: (value) => {
      if (!/^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/.test(value)) {
        throw new Misfit(`“${value}” is not a rule such as “c 1:3 rwm”.`)
      }
      return value
    },
  }),
]

/** How its health is checked. */
export const healthFlags: Flag[] = [
  text('health-cmd', 'healthCmd', 'is the command that checks its health'),
  time('health-interval', 'healthInterval', 'is the time between checks'),
  time('health-timeout', 'healthTimeout', 'is the time a check may take'),
  amount(
    'health-retries',
    'healthRetries',
    'is how many checks must fail in a row',
    notNegative((value) => int64Of(prefixed(value, INT64)), 'health-retries'),
    String,
  ),
  time('health-start-period', 'healthStartPeriod', 'is the time it has to get going', { since: '1.29' }),
  time('health-start-interval', 'healthStartInterval', 'is the time between checks while it gets going', {
    since: '1.44',
  }),
  truth('no-healthcheck', 'noHealthcheck', 'turns the image’s health check off'),
]
