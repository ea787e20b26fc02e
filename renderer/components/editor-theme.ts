import { EditorView } from '@codemirror/view'

/** An editor in the colours of the page. */
export const EDITOR_THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--canvas)', fontSize: '12px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--mark)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--mark-now)' },
  '.cm-panels, .cm-tooltip': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-textfield, .cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--canvas)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
  },
  '.cm-lintRange-active': { backgroundColor: 'var(--mark)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-panel-lint': {
    '& ul': { maxHeight: '132px' },
    '& ul:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
    '& ul [aria-selected], & ul:focus [aria-selected]': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 16%, transparent)',
      color: 'var(--ink)',
    },
    '& [name=close]': { right: '8px', padding: '0 8px', color: 'var(--ink-2)', fontSize: '16px', lineHeight: '24px' },
  },
  '.cm-diagnostic': { padding: '4px 32px 4px 10px', fontFamily: 'var(--font-sans)', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeft: '5px solid var(--bad)' },
  '.cm-diagnostic-warning': { borderLeft: '5px solid var(--warn)' },
  '.cm-diagnostic-info': { borderLeft: '5px solid var(--line-strong)' },
  '.cm-diagnosticSource': { opacity: '1', color: 'var(--ink-2)', fontSize: '11px' },
})
