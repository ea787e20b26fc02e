import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useEffectEvent, useRef } from 'react'
import { EDITOR_THEME } from '../../components/editor-theme.ts'
import { nonce } from '../../lib/nonce.ts'

type TextEditorProps = {
  label: string
  text: string
  readOnly: boolean
  onChange: (text: string) => void
  onSave: () => void
}

/** An editor for any text. Escape, then Tab leaves it by the keyboard. */
export function TextEditor({ label, text, readOnly, onChange, onSave }: TextEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  // What was put in from outside is no change of the person’s.
  const change = useEffectEvent((next: string) => {
    if (next !== text) onChange(next)
  })
  const save = useEffectEvent(onSave)
  const first = useEffectEvent(() => text)
  useEffect(() => {
    if (!place.current) return
    const cspNonce = nonce()
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first(),
        extensions: [
          ...(cspNonce === undefined ? [] : [EditorView.cspNonce.of(cspNonce)]),
          // What ends a line stays as it is: the editor alone would make all of them the same.
          EditorState.lineSeparator.of(/\r\n/.test(first()) && !/[^\r]\n/.test(first()) ? '\r\n' : '\n'),
          lineNumbers(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          history(),
          search({ top: true }),
          highlightSelectionMatches(),
          EDITOR_THEME,
          EditorState.readOnly.of(readOnly),
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
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) change(state.sliceDoc())
          }),
        ],
      }),
    })
    editor.current = view
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [label, readOnly])
  useEffect(() => {
    const view = editor.current
    if (!view || view.state.sliceDoc() === text) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
  }, [text])
  return <div ref={place} className="h-full" />
}
