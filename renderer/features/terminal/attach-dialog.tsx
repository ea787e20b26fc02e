import type { Container } from '../../../contract/index.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useContainerDetail } from '../../lib/container-detail.ts'
import { asProblem } from '../../lib/problem.ts'

type AttachDialogProps = { engine: string; container: Container; onAttach: () => void; onClose: () => void }

/** Says what attaching means for this container before it is done. */
export function AttachDialog({ engine, container, onAttach, onClose }: AttachDialogProps) {
  const { data, error, refetch } = useContainerDetail(engine, container)
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Attach to ${container.name}`}
      description="This is the container’s own first process, not a new one beside it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={!data} onClick={onAttach}>
            Attach
          </Button>
        </>
      }
    >
      {data ? (
        <ul className="flex list-disc flex-col gap-2 pl-4">
          <Meaning tty={data.tty} stdin={data.stdinOpen} />
        </ul>
      ) : error ? (
        <ProblemView problem={asProblem(error, 'The container could not be read.')} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines label="Reading the container" />
      )}
    </Dialog>
  )
}

function Meaning({ tty, stdin }: { tty: boolean; stdin: boolean }) {
  if (!stdin) {
    return (
      <>
        <li>
          It was made without an input (<code>-i</code>): you see what it writes, and can’t type. Nothing here can stop
          it.
        </li>
        <li>To work in the container, open a shell instead.</li>
      </>
    )
  }
  const detach = (
    <li>
      To leave it running, press <Kbd keys="Ctrl+P" /> and then <Kbd keys="Ctrl+Q" />, or close the terminal here.
    </li>
  )
  if (tty) {
    return (
      <>
        <li>
          <strong>
            Ending this process stops the container: so do <code>exit</code> and Ctrl-D in a shell, and often Ctrl-C.
          </strong>
        </li>
        {detach}
      </>
    )
  }
  return (
    <>
      <li>
        It was made without a TTY (<code>-t</code>): there is no prompt, no colours and no full-screen program. What you
        type is sent a line at a time, when you press Enter.
      </li>
      <li>
        <strong>Ctrl-D ends its input, which ends many programs, and with them the container.</strong> Ctrl-C only
        clears the line.
      </li>
      {detach}
    </>
  )
}
