import { useEffect, useRef, useState, type ReactNode } from 'react';
import {
  isMacOs,
  pick,
  useGraphiQL,
  useGraphiQLActions,
  useMonaco,
  type MonacoEditor,
} from '@graphiql/react';
import { defineEditorThemes } from './editorThemes';
import { summaryOf } from './responseSummary';

/** The id of what says which keys lead into and out of an editor. */
export const EDITOR_KEYS_ID = 'editor-keys';

/** For a child of `GraphiQL`: its editors' colours, names and keys, and what it says aloud. */
export function EditorAccess(): ReactNode {
  useEditorThemes();
  useReachableEditors();
  useFocusAfterClosing();
  return <Announcements />;
}

/** Replaces GraphiQL's themes by ours; follows the system until the user chooses a theme. */
function useEditorThemes(): void {
  const monaco = useMonaco((state) => state.monaco);
  const { theme, monacoTheme } = useGraphiQL(pick('theme', 'monacoTheme'));
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (!monaco || !monacoTheme) return;
    defineEditorThemes(monaco);
    monaco.editor.setTheme(monacoTheme);
  }, [monaco, monacoTheme]);
  useEffect(() => {
    if (theme) return;
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    // GraphiQL reads the system's setting once; its style sheet follows each change.
    const follow = (): void => setTheme(null);
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, [theme, setTheme]);
}

/**
 * GraphiQL makes a nameless box the stop of the Tab key, from which Enter leads into an editor and
 * no key leads out. Here the editor itself is the stop, with a name, and Tab goes on to the next;
 * Ctrl+M makes Tab indent, and back.
 */
function useReachableEditors(): void {
  const monaco = useMonaco((state) => state.monaco);
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'responseEditor'),
  );
  useEffect(() => {
    if (!monaco) return;
    const keybinding =
      (isMacOs ? monaco.KeyMod.WinCtrl : monaco.KeyMod.CtrlCmd) | monaco.KeyCode.KeyM;
    const disposables = [
      reach(queryEditor, 'Operation', keybinding),
      reach(variableEditor, 'Variables', keybinding),
      reach(responseEditor, 'Response', keybinding),
    ].flat();
    return () => disposables.forEach((one) => one.dispose());
  }, [monaco, queryEditor, variableEditor, responseEditor]);
}

const TOGGLE_TAB = 'editor.action.toggleTabFocusMode';

/** Monaco has one mode for all editors of a page, at first the one that keeps Tab. */
let tabGoesOn = false;

function reach(editor: MonacoEditor | undefined, ariaLabel: string, keybinding: number) {
  if (!editor) return [];
  editor.updateOptions({ ariaLabel, tabIndex: 0 });
  editor.getContainerDomNode().removeAttribute('tabindex');
  editor.getDomNode()?.querySelector('textarea')?.setAttribute('aria-describedby', EDITOR_KEYS_ID);
  return [
    // Monaco announces this change: wait until an editor has the focus.
    editor.onDidFocusEditorText(() => {
      if (!tabGoesOn) editor.trigger('explorer', TOGGLE_TAB, null);
      tabGoesOn = true;
    }),
    // The same keys everywhere: Monaco's own on macOS are those of GraphiQL's "merge fragments".
    editor.addAction({
      id: 'explorer.toggleTab',
      label: 'Toggle Tab Key: Go On or Indent',
      keybindings: [keybinding],
      run: () => editor.trigger('explorer', TOGGLE_TAB, null),
    }),
  ];
}

/** A closed tab takes the focus with it: it goes to the tab that is open then. */
function useFocusAfterClosing(): void {
  const count = useGraphiQL((state) => state.tabs.length);
  const before = useRef(count);
  useEffect(() => {
    const closed = count < before.current;
    before.current = count;
    if (!closed || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('.graphiql-tab-active > button')?.focus();
  }, [count]);
}

/** What came as a response, in a few words. */
function Announcements(): ReactNode {
  const { id, response } = useGraphiQL(({ tabs, activeTabIndex }) => ({
    id: tabs[activeTabIndex]?.id,
    response: tabs[activeTabIndex]?.response,
  }));
  const seen = useRef({ id, response });
  const [said, setSaid] = useState({ count: 0, text: '' });
  useEffect(() => {
    const arrived = seen.current.id === id && seen.current.response !== response;
    seen.current = { id, response };
    if (arrived && response)
      setSaid(({ count }) => ({ count: count + 1, text: summaryOf(response) }));
  }, [id, response]);
  return (
    <p className="visually-hidden" role="status">
      {/* A new element each time: the same words twice are two announcements. */}
      <span key={said.count}>{said.text}</span>
    </p>
  );
}
