import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toolboxFolder } from '../../host/cli/toolbox-folder.ts'
import { carriedName } from '../../host/toolbox/program.ts'
import { COMPILERS, compileToolbox } from '../../scripts/toolbox.ts'
import { findExecutable } from '../support/executable.ts'

let folder: string
let program: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-toolbox-'))
  program = join(folder, 'toolbox')
  const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64'
  writeFileSync(program, gunzipSync(readFileSync(join(toolboxFolder, carriedName(architecture)))))
  chmodSync(program, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the carried programs were made with; another compiler writes other bytes. */
const MADE_WITH = '12.2.0-14'

describe.each(['amd64', 'arm64'] as const)('the program for %s', (architecture) => {
  const said = spawnSync(COMPILERS[architecture], ['--version'], { encoding: 'utf8' })
  const fits = said.status === 0 && said.stdout.includes(MADE_WITH) && findExecutable('make') !== undefined
  if (!fits)
    console.warn(
      `SKIPPED: the toolbox is not made anew for ${architecture}: no ${COMPILERS[architecture]} ${MADE_WITH}.`,
    )

  test.skipIf(!fits)('is what its source says, byte for byte', { timeout: 60_000 }, () => {
    const carried = gunzipSync(readFileSync(join(toolboxFolder, carriedName(architecture))))
    expect(compileToolbox(architecture).equals(carried)).toBe(true)
  })
})

const missing = ['bash', 'tar', 'setfacl', 'setfattr', 'python3'].filter((name) => findExecutable(name) === undefined)
if (missing.length > 0) console.warn(`SKIPPED: the toolbox is not tried, since ${missing.join(', ')} isn’t installed.`)

describe.skipIf(missing.length > 0)('trees', () => {
  let tree: string
  let other: string
  beforeEach(() => {
    tree = mkdtempSync(join(folder, 'tree-'))
    other = mkdtempSync(join(folder, 'other-'))
  })

  const shell = (script: string, cwd = tree) =>
    execFileSync('bash', ['-euc', script], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  const run = (args: readonly string[], input: Buffer | string = '') => {
    const { status, stdout, stderr } = spawnSync(program, args, { input, maxBuffer: 1 << 29 })
    return { status, stdout, said: stderr.toString() }
  }
  const facts = (at: string) =>
    shell(
      `find . -printf '%p %y %m %U %G %T@ %n %l ' -a '(' -type d -printf '\\n' -o -printf '%s\\n' ')' | LC_ALL=C sort; getfattr -R -d -m- -h . || true`,
      at,
    )
  const strange = () =>
    shell(`
      mkdir -p 'a/b c' deep; echo hello > a/f; ln a/f a/hard; ln -s ../../../../etc/passwd a/out; ln -s f a/in; mkfifo a/pipe
      mknod a/null c 1 3; mknod a/disk b 8 1; touch $'a/x\\xffy' $'a/new\\nline' "a/$(printf 'ü%.0s' {1..80})"; truncate -s 8M a/sparse
      setfattr -n user.colour -v 'blue\\nred' a/f; setfacl -m u:1000:rw a/f; setfacl -d -m u:1000:rx 'a/b c'
      echo x > 'a/b c/inherits'; chmod 6755 a/sparse; chown 100000:3000000 'a/b c'; chown -h 7:8 a/out
      touch -d '1960-01-01 00:00:00.25' a/f; touch -h -d '2001-02-03 04:05:06.123456789' a/out; chmod 1777 deep
      d=deep; for i in {1..40}; do d=$d/folder-$i; done; mkdir -p "$d"; echo end > "$d/f"; touch -d 2000-01-01 deep .`)

  test('a packed tree is the tree, for GNU tar', () => {
    strange()
    const packed = join(folder, 'packed.tar')
    writeFileSync(packed, run(['pack', tree, '/', '.']).stdout)
    shell(`tar --compare --xattrs --acls -f ${packed}`)
    shell(`tar --extract --xattrs --xattrs-include='*' --same-owner --preserve-permissions -f ${packed}`, other)
    expect(facts(other)).toBe(facts(tree))
  })

  test('what is unpacked is the tree that was packed, by us or by GNU tar', () => {
    strange()
    const ours = run(['pack', tree, '/', '.']).stdout
    expect(run(['unpack', other, '/'], ours)).toMatchObject({ status: 0, said: '' })
    expect(facts(other)).toBe(facts(tree))
    // Holes stay holes.
    expect(Number(shell('du -s --block-size=1 a/sparse | cut -f1', other))).toBeLessThan(1024 * 1024)
    const third = mkdtempSync(join(folder, 'third-'))
    const theirs = execFileSync('tar', ['-C', tree, '--format=gnu', '-c', '.'], { maxBuffer: 1 << 28 })
    expect(run(['unpack', third, '/'], theirs)).toMatchObject({ status: 0, said: '' })
    expect(shell('find . | LC_ALL=C sort; cat a/f; stat -c "%a %u %g" "a/b c" a/sparse', third)).toBe(
      shell('find . | LC_ALL=C sort; cat a/f; stat -c "%a %u %g" "a/b c" a/sparse', tree),
    )
  })

  test('a tree is copied into another folder as it is', () => {
    strange()
    expect(run(['copy', tree, '/', other, '/'])).toMatchObject({ status: 0, said: '' })
    expect(facts(other)).toBe(facts(tree))
  })

  test('an archive of a hostile maker writes nothing outside, and says what it left out', () => {
    const hostile = join(folder, 'hostile.py')
    writeFileSync(
      hostile,
      `
import tarfile, io, sys
out = tarfile.open(fileobj=sys.stdout.buffer, mode='w|', format=tarfile.PAX_FORMAT)
def add(name, kind=tarfile.REGTYPE, link='', data=b'x', **pax):
    one = tarfile.TarInfo(name); one.type = kind; one.linkname = link; one.pax_headers = pax
    one.size = len(data) if kind == tarfile.REGTYPE else 0
    out.addfile(one, io.BytesIO(data))
add('../escaped'); add('/absolute'); add('a/../../escaped2'); add('ok')
add('leave', tarfile.SYMTYPE, '..'); add('leave/escaped3')
add('root', tarfile.SYMTYPE, '/'); add('root/tmp/slipway-escaped4')
add('hard', tarfile.LNKTYPE, '../../etc/passwd'); add('hard2', tarfile.LNKTYPE, 'leave/secret')
add('folder', tarfile.DIRTYPE); add('folder', tarfile.SYMTYPE, '..'); add('folder/escaped5')
add('sparse', data=b'1\\n0\\n1\\nx', **{'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': '../s'})
add('last')
out.close()`,
    )
    const inside = join(tree, 'inside')
    mkdirSync(inside)
    writeFileSync(join(tree, 'secret'), 'secret')
    const before = readdirSync(tree)
    const { status, said } = run(['unpack', inside, '/'], execFileSync('python3', [hostile]))
    expect(status).toBe(0)
    expect(readdirSync(tree)).toEqual(before)
    expect(readdirSync(inside).sort()).toEqual(['absolute', 'folder', 'last', 'leave', 'ok', 'root'].sort())
    for (const path of ['../escaped', 'a/../../escaped2', 'hard', 'hard2', 'sparse'])
      expect(said).toContain(`"path":"${path}"`)
    expect(said.match(/OUTSIDE|ENOTDIR|ELOOP|EXDEV|SPARSE|EISDIR/g)?.length).toBeGreaterThanOrEqual(8)
  })

  test('an archive that breaks off is told, and half a file is none', () => {
    shell('mkdir a; head -c 3000000 /dev/urandom > a/big; echo x > a/small')
    const whole = run(['pack', tree, '/', '.']).stdout
    expect(run(['unpack', other, '/'], whole.subarray(0, 2_000_000))).toMatchObject({ status: 1 })
    expect(readdirSync(join(other, 'a'))).toEqual([])
  })

  test('a path leads nowhere out of its root, by no link and no ..', () => {
    shell(
      'ln -s /etc/passwd abs; ln -s ../../../../../../etc/passwd up; ln -s . self; ln -s loop loop; mkdir etc; echo mine > etc/passwd',
    )
    for (const path of ['abs', 'up', '../../../etc/passwd', 'self/self/../etc/passwd']) {
      expect(run(['read', tree, path]).stdout.toString()).toBe('mine\n')
    }
    expect(run(['read', tree, 'loop']).said).toContain('ELOOP')
    expect(run(['read', tree, '/']).said).toContain('EISDIR')
  })

  test('a listing tells everything, of any name', () => {
    shell(
      `touch $'\\xff"\\\\\\n'; ln -s nowhere broken; mkdir d; ln -s d to-d; touch -d '2001-02-03T04:05:06.5Z' f; chown 5:6 f; chmod 4640 f; mknod n c 1 3`,
    )
    const entries = run(['list', tree, '/'])
      .stdout.toString()
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(entries).toMatchObject([
      { name: 'broken', type: 'link', target: 'nowhere' },
      { name: 'd', type: 'folder' },
      { name: 'f', type: 'file', size: 0, mode: 0o4640, uid: 5, gid: 6, mtime: '981173106.500000000' },
      { name: 'n', type: 'device', device: 'c 1:3' },
      { name: 'to-d', type: 'link', target: 'd', leads: 'folder' },
      { name: '\udcff"\\\n' },
    ])
    expect(run(['read', tree, '%FF%22%5C%0A'])).toMatchObject({ status: 0 })
  })

  test('what is written keeps mode, owner and attributes, and other names of the same content', () => {
    shell('echo old > f; chown 5:6 f; chmod 4751 f; setfattr -n user.x -v y f; echo both > one; ln one two')
    const stamp = shell('stat -c %s f').trim()
    const mtime = JSON.parse(run(['stat', tree, 'f']).stdout.toString()).mtime
    expect(run(['write', tree, 'f', '3', `${stamp}:${mtime}`], 'new')).toMatchObject({ status: 0 })
    expect(shell('cat f; stat -c " %a %u %g" f; getfattr --only-values -n user.x f')).toBe('new 4751 5 6\ny')
    expect(run(['write', tree, 'f', '5', `${stamp}:${mtime}`], 'again').said).toContain('ESTALE')
    expect(run(['write', tree, 'f', '5', 'none'], 'again').said).toContain('ESTALE')
    expect(run(['write', tree, 'one', '1', 'any'], '!')).toMatchObject({ status: 0 })
    expect(shell('cat two')).toBe('!')
    // Cut short: nothing of it is there.
    expect(run(['write', tree, 'f', '100', 'any'], 'short')).toMatchObject({ status: 1 })
    expect(shell('cat f; ls -A')).toBe('newf\none\ntwo\n')
  })

  test('what is removed is measured before, and links are removed themselves', () => {
    writeFileSync(join(other, 'kept'), 'kept')
    shell(`mkdir -p a/b; head -c 1000 /dev/zero > a/f; ln a/f a/b/same; ln -s ${other} a/link; ln -s ${other} link`)
    const measured = JSON.parse(run(['measure', tree, 'a', 'link']).stdout.toString())
    expect(measured).toMatchObject({ entries: 6, bytes: 1000 + 2 * other.length })
    expect(run(['remove', tree, 'a', 'link'])).toMatchObject({ status: 0 })
    expect([readdirSync(tree), readdirSync(other)]).toEqual([[], ['kept']])
    expect(run(['remove', tree, '/']).said).toContain('EBUSY')
  })

  test('a rename replaces nothing', () => {
    shell('echo a > a; echo b > b')
    expect(run(['rename', tree, 'a', 'b']).said).toContain('EEXIST')
    expect(run(['rename', tree, 'a', 'c'])).toMatchObject({ status: 0 })
    expect(readdirSync(tree)).toEqual(['b', 'c'])
  })

  test('a connection says what became of it', () => {
    const said = (...args: string[]): unknown => JSON.parse(run(['connect', ...args]).stdout.toString())
    expect(said('127.0.0.1', '1', '2000')).toMatchObject({ by: 'literal', tried: [{ result: 'ECONNREFUSED' }] })
    expect(said('localhost', '1', '2000')).toMatchObject({ by: 'hosts' })
    expect(said('nothing.invalid', '1', '3000')).toEqual({ by: 'dns', tried: [] })
  })
})
