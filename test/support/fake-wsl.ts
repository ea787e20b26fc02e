// A `wsl.exe` for tests, with its messages as they were recorded: UTF-16 with carriage returns. What it is told to run in
// a distribution it runs here, in the folder SLIPWAY_FAKE_WSL, which also has what it was asked: `asked`, a line each.
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { needExecutable } from './executable.ts'

const folder = process.env.SLIPWAY_FAKE_WSL ?? ''
const args = process.argv.slice(2)
const at = (name: string) => join(folder, name)
const read = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '')
appendFileSync(at('asked'), `${args.map((word) => word.split('\n')[0]).join(' ')}\n`)

function say(text: string, code: number): never {
  process.stdout.write(Buffer.from(text.replaceAll('\n', '\r\n'), 'utf16le'))
  process.exit(code)
}

async function stdin(): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part)
  return Buffer.concat(parts)
}

const broken = read('broken')
if (broken !== '') say(broken, 1)
const [first, name = '', place = ''] = args
switch (first) {
  case '--status':
    say('Default Distribution: Ubuntu\nDefault Version: 2\n', 0)
    break
  case '--list': {
    const names = read('distributions').split('\n').filter(Boolean)
    if (names.length === 0) {
      say('Windows Subsystem for Linux has no installed distributions.\nUse \u2018wsl.exe --list --online\u2019.\n', -1)
    }
    const rows = names.map((one, index) => `${index === 0 ? '*' : ' '} ${one.padEnd(23)}Stopped         2`)
    say(`  NAME                   STATE           VERSION\n${rows.join('\n')}\n`, 0)
    break
  }
  case '--import':
    mkdirSync(place, { recursive: true })
    appendFileSync(at('distributions'), `${name}\n`)
    say('Import in progress, this may take a few minutes.\nThe operation completed successfully. \n', 0)
    break
  case '--terminate':
    say('The operation completed successfully. \n', 0)
    break
  default:
    await inside(args.slice(args.indexOf('--exec') + 1))
}

/** Runs what the product runs in its distribution. */
async function inside([program = '', ...words]: string[]): Promise<void> {
  const [, script = ''] = words
  if (program === '/bin/cat') process.stdout.write(read('recipe'))
  else if (program === '/bin/dd') writeFileSync(at('recipe'), await stdin())
  else if (program === '/bin/tar') writeFileSync(at('unpacked'), await stdin())
  else if (script.includes('umask 077')) writeFileSync(at(basename(words[3] ?? '')), await stdin())
  else if (program === '/bin/sh') {
    const env = { ...process.env, SLIPWAY_ROOT: folder, PATH: `${folder}:${process.env.PATH}` }
    const shell = [needExecutable('busybox', 'busybox-static'), 'sh', '-c', script]
    // What root mounts in there must not be mounted here, too.
    const [run = '', ...rest] = process.getuid?.() === 0 ? ['unshare', '--mount', ...shell] : shell
    spawn(run, rest, { stdio: 'inherit', env }).once('exit', (code) => process.exit(code ?? 1))
  } else process.stdin.pipe(process.stdout)
}
