import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { Random } from '../../../test/support/random-run.ts'
import { flavourOf } from './flavour.ts'
import { lex } from './lex.ts'
import type { Hole } from './token.ts'
import { resolve } from './word.ts'

const NAME = 'two  words '
const SEED = Number(process.env.SEED ?? 2025)

/** The words of a line, read by us. */
function words(text: string): string[] {
  const { tokens, problems } = lex(text, flavourOf(text))
  expect(problems).toEqual([])
  return tokens
    .flatMap((token) =>
      token.type === 'word'
        ? resolve(token, text, { variables: { NAME, EMPTY: '' }, answers: { folder: '/here', home: '/root' } })
        : [],
    )
    .map(({ value }) => value)
}

/** The words of many lines, read by bash without its extensions: no braces, no file names. */
function byBash(lines: string[]): string[][] {
  const script = lines.map((line) => `printf '%s\\0' ${line}\nprintf '\\n\\0'`).join('\n')
  const out = execFileSync('bash', ['--posix', '+B', '-f'], {
    input: script,
    env: { PATH: process.env.PATH, NAME, EMPTY: '', HOME: '/root', LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
  })
  const all: string[][] = [[]]
  for (const word of out.split('\0')) {
    if (word === '\n') all.push([])
    else all.at(-1)?.push(word)
  }
  return all.slice(0, -1)
}

const isUnknown = (piece: string | Hole) =>
  typeof piece !== 'string' && piece.kind === 'variable' && !['NAME', 'EMPTY'].includes(piece.name)

const written = [
  'a b  c\td',
  `'single "quotes" \\ $NAME' "double 'quotes' \\\\ \\$NAME \\" \\x"`,
  `a"b"'c'd "" ''`,
  `it\\'s a\\ b \\\\ \\$NAME \\#x a#b`,
  '"$NAME" x$NAME"y" $NAME $EMPTY "$EMPTY" ${NAME} "${NAME}"',
  '${NAME:-other} "${EMPTY-other}" $ "$" a$ "a$"',
  '~ ~/x a~ "~" x=~ ~x:y',
  `$'a\\tb\\x41\\101\\'\\\\\\u00e9\\xc3\\xa9' $"plain"`,
  'a\\\n b "c\\\nd"',
  '- -- --x=y -a=b * ? [a] {a,b} ! %x% @ : , = .',
]

test('words are those that bash reads', () => {
  expect(written.map(words)).toEqual(byBash(written))
})

test(`random lines are read as bash reads them (seed ${SEED})`, () => {
  const random = new Random(SEED)
  const pieces = [
    'a',
    'B',
    ' ',
    '  ',
    '\t',
    '\\',
    '"',
    "'",
    '$NAME',
    '"$NAME"',
    '$EMPTY',
    '\\\n',
    '#',
    '=',
    '-',
    '~',
    '/',
    '*',
    'é',
    '%',
  ] as const
  const lines: string[] = []
  while (lines.length < 1_500) {
    const line = Array.from({ length: random.between(1, 12) }, () => random.pick(pieces)).join('')
    // Bash needs whole lines: none that ends within quotes or with a backslash, none with a comment.
    if (/\\$/.test(line) || /(?:^|\s)#/.test(line.replaceAll('\\\n', '')) || /\$['"]/.test(line)) continue
    // Nor one with a variable that only that bash knows, or that goes on in the next line, nor such a tilde, nor ~= of bash’s own.
    if (/(?:\$\w*|~)\\\n|~=/.test(line)) continue
    const { tokens, problems } = lex(line, 'posix')
    const open = tokens.some((token) => token.type !== 'word' || token.pieces.some(isUnknown))
    if (problems.length === 0 && !open && /\S/.test(line)) lines.push(line)
  }
  const theirs = byBash(lines)
  for (const [at, line] of lines.entries()) {
    const ours = words(line)
    // printf prints one empty word where there is none.
    expect(ours.length === 0 ? [''] : ours, JSON.stringify(line)).toEqual(theirs[at])
  }
})

test.each([
  ['docker run `\n  -it `\r\n  nginx', ['docker', 'run', '-it', 'nginx']],
  ['PS C:\\Users\\me> docker run -v C:\\data:/data nginx', ['docker', 'run', '-v', 'C:\\data:/data', 'nginx']],
  ['C:\\Users\\me>docker run -v "%cd%":/app nginx', ['docker', 'run', '-v', '/here:/app', 'nginx']],
  ['docker run ^\n -v %CD%\\x:/app nginx', ['docker', 'run', '-v', '/here\\x:/app', 'nginx']],
  [
    'docker run -v ${PWD}:/app -v $pwd/x:/y -v $(pwd):/z nginx',
    ['docker', 'run', '-v', '/here:/app', '-v', '/here/x:/y', '-v', '/here:/z', 'nginx'],
  ],
  ['$ docker ps', ['docker', 'ps']],
  ['docker run -e "A=$env:NAME" nginx', ['docker', 'run', '-e', `A=${NAME}`, 'nginx']],
])('%j is read as its shell would', (line, expected) => {
  expect(words(line)).toEqual(expected)
})

test.each([
  'docker run "nginx',
  "docker run 'nginx",
  'docker run $(nginx',
  'docker run `nginx',
  'docker run ${nginx',
  "docker run $'nginx",
])('%s: what is not closed is pointed at', (line) => {
  const [problem] = lex(line, 'posix').problems
  expect(problem).toMatchObject({ start: 11, end: line.length })
})
