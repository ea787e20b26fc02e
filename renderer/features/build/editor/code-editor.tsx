import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile'
import { lintGutter, lintKeymap, openLintPanel } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { EDITOR_THEME } from '../../../components/editor-theme.ts'
import { Kbd } from '../../../components/kbd.tsx'
import { nonce } from '../../../lib/nonce.ts'
import type { Finding } from './findings.ts'
import { checking, countOf, countWords, type ProblemCount, tellFindings } from './hints.ts'
import { LOOKS } from './looks.ts'

type CodeEditorProps = {
  label: string
  text: string
  onChange: (text: string) => void
  onSave: () => void
  findings: readonly Finding[]
}

/** An editor for a Dockerfile. Escape, then Tab leaves it by the keyboard. */
export function CodeEditor({ label, text, onChange, onSave, findings }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const change = useEffectEvent(onChange)
  const save = useEffectEvent(onSave)
  const first = useEffectEvent(() => text)
  const [count, setCount] = useState<ProblemCount>()
  useEffect(() => {
    if (!place.current) return
    const cspNonce = nonce()
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first(),
        extensions: [
          ...(cspNonce === undefined ? [] : [EditorView.cspNonce.of(cspNonce)]),
          lineNumbers(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          history(),
          search({ top: true }),
          highlightSelectionMatches(),
          lintGutter(),
          checking(),
          StreamLanguage.define(dockerFile),
          syntaxHighlighting(LOOKS),
          EDITOR_THEME,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          keymap.of([
            {
              key: 'Mod-s',
              preventDefault: true,
              run: () => {
                save()
                return true
              },
            },
            // Building is of the page.
            { key: 'Mod-Enter', run: () => true },
            ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
            ...historyKeymap,
            ...searchKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) change(update.state.doc.toString())
            const found = countOf(update)
            if (found) setCount(found)
          }),
        ],
      }),
    })
    editor.current = view
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [label])
  useEffect(() => {
    const view = editor.current
    if (!view || view.state.doc.toString() === text) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
  }, [text])
  useEffect(() => {
    if (editor.current) tellFindings(editor.current, findings)
  }, [findings])
  const some = count !== undefined && count.all > 0
  return (
    <>
      <div ref={place} className="min-h-0 flex-1 overflow-hidden" />
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 border-line border-t px-4 py-1 text-ink-2 text-sm">
        <span className="min-w-0 flex-1 basis-40" role="status">
          {count && countWords(count)}
        </span>
        {some ? (
          <Button
            size="small"
            look="quiet"
            onClick={() => {
              if (editor.current) openLintPanel(editor.current)
            }}
          >
            Show problems
            <span aria-hidden>
              <Kbd keys="Mod+Shift+M" />
            </span>
          </Button>
        ) : null}
      </div>
    </>
  )
}
