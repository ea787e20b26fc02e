// Brings what the tests need of the system: with apt when this is root on Debian, else by saying what to install.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { findExecutable } from '../test/support/executable.ts'
import type { Architecture } from './vm-image/lock.ts'

type Need = { package: string; present: () => boolean }

const program = (name: string, from = name): Need => ({
  package: from,
  present: () => findExecutable(name) !== undefined,
})

const NEEDS: readonly Need[] = [
  program('dockerd', 'docker.io'),
  program('iptables'),
  program('ip', 'iproute2'),
  program('ps', 'procps'),
  program('busybox', 'busybox-static'),
  program('docker-registry'),
  program('podman'),
  program('openssl'),
  program('sshd', 'openssh-server'),
  program('promtool', 'prometheus'),
  program('chromium'),
  program('Xvfb', 'xvfb'),
  { package: 'fonts-dejavu-core', present: () => existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf') },
]

/** What every bundled virtual machine is built and booted with. */
const VM_NEEDS: readonly Need[] = [
  program('qemu-img', 'qemu-utils'),
  program('mksquashfs', 'squashfs-tools'),
  program('xz', 'xz-utils'),
  program('make'),
  program('gcc'),
  { package: 'libc6-dev', present: () => existsSync('/usr/include/stdlib.h') },
  program('debugfs', 'e2fsprogs'),
  program('ssh', 'openssh-client'),
]

/** What the toolbox is made anew and compared with; where that can’t be had, its tests say so and are skipped. */
const TOOLBOX_NEEDS: readonly Need[] = [
  program('make'),
  program('musl-gcc', 'musl-tools'),
  program('aarch64-linux-gnu-gcc', 'gcc-aarch64-linux-gnu'),
  { package: 'libc6-dev-arm64-cross', present: () => existsSync('/usr/aarch64-linux-gnu/include/stdlib.h') },
  program('setfacl', 'acl'),
  program('setfattr', 'attr'),
  program('python3'),
  program('mkfs.xfs', 'xfsprogs'),
]

const ARCHITECTURE_NEEDS: Record<Architecture, readonly Need[]> = {
  amd64: [program('qemu-system-x86_64', 'qemu-system-x86')],
  arm64: [
    program('qemu-system-aarch64', 'qemu-system-arm'),
    program('aarch64-linux-gnu-gcc', 'gcc-aarch64-linux-gnu'),
    { package: 'libc6-dev-arm64-cross', present: () => existsSync('/usr/aarch64-linux-gnu/include/stdlib.h') },
  ],
}

/** From Debian 13 on, the CLI is a package of its own. */
const DOCKER_CLI = program('docker', 'docker-cli')

const POLICY = '/usr/sbin/policy-rc.d'

/** Installs what is missing. @returns whether all is there in the end; if not, it has said what to install */
export function bringPackages(): boolean {
  const missing = NEEDS.filter((need) => !need.present())
  const names = missing.map((need) => need.package)
  if (names.length > 0 && canInstall()) {
    console.log(`Installing ${names.join(' ')}; this can take minutes…`)
    install(names)
    if (!DOCKER_CLI.present()) install([DOCKER_CLI.package])
  }
  const lacking = [...NEEDS, DOCKER_CLI].filter((need) => !need.present()).map((need) => need.package)
  if (lacking.length === 0) return true
  // Where docker.io has the CLI, it brings it.
  const wanted = lacking.filter((name) => name !== DOCKER_CLI.package || lacking.length === 1)
  console.error(
    `The tests need programs that aren’t installed. On Debian, as root:\n  apt-get install ${wanted.join(' ')}`,
  )
  return false
}

/** Installs what the tests of the virtual machine want; where that can’t be had, these say so and are skipped. */
export function bringVmPackages(architecture: Architecture): void {
  bring([...VM_NEEDS, ...ARCHITECTURE_NEEDS[architecture]])
}

/** Installs what the tests of the toolbox want; where that can’t be had, these say so and are skipped. */
export function bringToolboxPackages(): void {
  bring(TOOLBOX_NEEDS)
}

function bring(needs: readonly Need[]): void {
  const missing = needs.filter((need) => !need.present()).map((need) => need.package)
  if (missing.length === 0 || !canInstall()) return
  console.log(`Installing ${missing.join(' ')}; this can take minutes…`)
  install(missing)
}

function canInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && findExecutable('apt-get') !== undefined
}

function install(names: readonly string[]): void {
  // Debian starts a service as soon as it is installed; the tests start their own, and want no other.
  const policy = !existsSync(POLICY)
  if (policy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    apt('update')
    apt('install', '--yes', '--no-install-recommends', ...names)
  } finally {
    if (policy) rmSync(POLICY)
  }
}

function apt(...args: string[]): void {
  spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = bringPackages() ? 0 : 1
