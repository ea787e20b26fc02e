import { expect, test } from 'vitest'
import { dockerfileOf, instructionOf, oneLine } from './dockerfile.ts'

const step = (createdBy: string, comment = '') => ({ createdBy, comment, size: 0, tags: [] })

test.each([
  ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['/bin/sh -c #(nop) COPY file:ab12 in /app ', 'COPY file:ab12 in /app'],
  ['/bin/sh -c apk add   curl', 'RUN apk add curl'],
  ['RUN /bin/sh -c apk add curl # buildkit', 'RUN apk add curl'],
  ['RUN |2 A=1 B=x y /bin/sh -c make $A # buildkit', 'RUN make $A'],
  ['|1 VERSION=1.0 /bin/sh -c make', 'RUN make'],
  ['COPY --chown=1:1 . /app # buildkit', 'COPY --chown=1:1 . /app'],
  ['ENV PATH=/usr/bin', 'ENV PATH=/usr/bin'],
  ['WORKDIR /src', 'WORKDIR /src'],
  ['HEALTHCHECK &{["CMD-SHELL" "true"] "1s"}', 'HEALTHCHECK &{["CMD-SHELL" "true"] "1s"}'],
  ['sh -ec echo hi', 'RUN sh -ec echo hi'],
  ['cmd /S /C dir', 'RUN dir'],
  ['RUNNER', 'RUN RUNNER'],
])('%j was %j', (createdBy, expected) => {
  const instruction = instructionOf(step(createdBy))
  expect(instruction && oneLine(instruction)).toBe(expected)
})

test('a step without a word has no instruction', () => expect(instructionOf(step(' '))).toBeUndefined())

test('a Dockerfile, long commands in lines, not cut within quotes', () => {
  const long = `/bin/sh -c apt-get update     && apt-get install -y --no-install-recommends curl   && echo "a && b" 'c ; d' && rm -rf /var/lib/apt/lists/*`
  expect(
    dockerfileOf([
      step('', 'Imported from -'),
      step(`/bin/sh -c #(nop) ADD file:${'a'.repeat(64)} in / `),
      step(long),
      step('CMD ["sh"]', 'buildkit.dockerfile.v0'),
    ]),
  ).toBe(`# What the image’s history tells; the steps of its base image are spelled out.
FROM scratch
# Imported from -
# The source’s name was not kept, only its checksum.
ADD file:${'a'.repeat(64)} in /
RUN apt-get update \\
    && apt-get install -y --no-install-recommends curl \\
    && echo "a && b" 'c ; d' \\
    && rm -rf /var/lib/apt/lists/*
CMD ["sh"]
`)
})

test('a comment stays one', () => {
  expect(dockerfileOf([step('sh', 'first\nRUN rm -rf /')])).toContain('# first RUN rm -rf /\n')
})
