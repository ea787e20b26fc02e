import { expect, test } from 'vitest'

import { spell, understand } from '../run/index.ts'
import { withVolume } from './rename.ts'

test('the volume is another one wherever the container has it, and nothing else changes', () => {
  const line =
    'docker run -v old:/a -v other:/b:ro -v /old:/c -v /d --mount type=volume,source=old,target=/e,readonly --mount type=bind,source=/old,target=/f nginx old'
  const { action } = understand(line)
  if (action?.kind !== 'run') throw new Error('not understood')
  const spelled = spell(withVolume(action.run, 'old', 'new'))
  expect(understand(spelled).action).toEqual(
    understand(line.replace('-v old:', '-v new:').replace('source=old,', 'source=new,')).action,
  )
})
