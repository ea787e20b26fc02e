import type { EngineAccess } from '../../support/engine.ts'
import { BUSYBOX } from '../../support/image.ts'

/** Runs a line of shell in a container that has the volume at /v. */
export const inVolume = (engine: EngineAccess, volume: string, line: string): Promise<string> =>
  engine.docker('run', '--rm', '--network', 'none', '-v', `${volume}:/v`, BUSYBOX, 'sh', '-ec', `cd /v; ${line}`)

/**
 * A line for each thing in a volume, made in a container: name, kind and mode, owner, size, number of names, time, device
 * numbers, where a link leads; then the hash of each file, and which names are of one file.
 */
export async function manifestOf(engine: EngineAccess, volume: string): Promise<string> {
  const text = await inVolume(
    engine,
    volume,
    `find . ! -type d -print0 | sort -z | xargs -0 -r stat -c '%n|%f|%u:%g|%s|%h|%Y|%t,%T|%N'
     find . -type d -print0 | sort -z | xargs -0 stat -c '%n|%f|%u:%g|%h|%Y'
     find . -type f -print0 | sort -z | xargs -0 -r sha256sum
     echo LINKS; find . -type f -links +1 -print0 | sort -z | xargs -0 -r stat -c '%i|%n'`,
  )
  const [facts = '', links = ''] = text.split('LINKS\n')
  const groups = new Map<string, string[]>()
  for (const line of links.split('\n').filter(Boolean)) {
    const at = line.indexOf('|')
    const inode = line.slice(0, at)
    groups.set(inode, [...(groups.get(inode) ?? []), line.slice(at + 1)])
  }
  return [facts, ...[...groups.values()].map((names) => names.join(' = ')).sort()].join('\n')
}

/** Makes a tree of so many files and of all that a file system can have, but extended attributes. */
export const treeOf = (files: number): string => `
  umask 022
  for d in $(seq 1 ${Math.ceil(files / 200)}); do
    mkdir -p "many/$d"; cd "many/$d"
    for f in $(seq 1 200); do echo "$d $f" > "f$f"; done
    cd /v
  done
  mkdir -p deep/a/b/c/d/e/f/g odd empty sticky owned
  ln many/1/f1 linked; ln many/1/f1 deep/a/linked-too; ln linked owned/linked
  ln -s ../linked deep/symlink; ln -s /etc/passwd absolute; ln -s nowhere dangling
  ln -s "$(printf 'x%.0s' $(seq 1 200))/long" long-link
  mkfifo fifo; mknod char c 1 3; mknod block b 7 0
  printf program > setuid; chmod 4755 setuid; printf p > setgid; chmod 2755 setgid; chmod 1777 sticky
  chmod 0000 empty; printf secret > unreadable; chmod 0000 unreadable
  chown 1234:5678 owned; printf mine > owned/file; chown 70000:4000000 owned/file; chown -h 99:98 dangling
  printf a > "odd/with blank"; printf b > "odd/$(printf 'new\\nline')"; printf c > "odd/-rf"; printf d > 'odd/quo"te'
  printf e > "odd/$(printf '\\303\\244\\346\\227\\245')"; printf f > "odd/$(printf 'latin\\344')"; printf g > 'odd/*?[x]'
  printf h > "odd/$(printf 'n%.0s' $(seq 1 240))"; printf i > 'odd/.hidden'; printf j > 'odd/back\\slash'
  long=long; for i in $(seq 1 20); do long="$long/folder-with-a-long-name-$i"; done; mkdir -p "$long"; printf k > "$long/file"
  head -c 3000000 /dev/urandom > random; head -c 5000000 /dev/zero > zeros; : > nothing
  touch -d '1999-12-31 23:59:59' old; touch -d '2037-01-01 00:00:00' future; touch -d '1969-12-30 12:00:00' before-the-epoch
  touch -h -d '2001-09-09 01:46:40' dangling; touch -d '2005-05-05 05:05:05' deep owned many .
  chown 33:44 .; chmod 0751 .; touch -d '2010-10-10 10:10:10' .
`
