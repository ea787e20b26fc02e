import { CirclePlay, Play } from 'lucide-react'
import type { Container, ContainerAction } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'

type Obstacle = { title: string; why: string; action?: ContainerAction; label?: string }

/** Why no terminal can be opened in the container as it is; undefined where one can. */
export function obstacleOf({ name, state }: Pick<Container, 'name' | 'state'>): Obstacle | undefined {
  switch (state) {
    case 'running':
      return undefined
    case 'paused':
      return {
        title: `${name} is paused`,
        why: 'Nothing in a paused container moves, so nothing would answer.',
        action: 'unpause',
        label: 'Resume',
      }
    case 'restarting':
      return {
        title: `${name} is restarting`,
        why: 'A terminal can be opened as soon as it runs. If it keeps ending, its log may say why.',
      }
    case 'removing':
      return { title: `${name} is being removed`, why: 'No terminal can be opened in it any more.' }
    default:
      return {
        title: `${name} is not running`,
        why: 'A terminal needs a process to talk to. Start the container, then open one.',
        action: 'start',
        label: 'Start',
      }
  }
}

/** A button for what takes the obstacle away, where something does. */
export function RemoveObstacle({ engine, container }: { engine: string; container: Container }) {
  const obstacle = obstacleOf(container)
  const { id, name } = container
  if (!obstacle?.action) return null
  const { action } = obstacle
  const [doing, done] = action === 'start' ? ['Starting', 'Started'] : ['Resuming', 'Resumed']
  const Icon = action === 'start' ? Play : CirclePlay
  return (
    <Button
      look="primary"
      onClick={() =>
        void act({
          doing: `${doing} ${name}`,
          done: `${done} ${name}`,
          failed: `${name} could not be ${done.toLowerCase()}.`,
          run: (signal) => client.containers.act({ engine, ids: [id], action }, { signal }),
        })
      }
    >
      <Icon aria-hidden />
      {obstacle.label} {name}
    </Button>
  )
}
