import { useMonaco } from '@graphiql/react';
import { useEffect } from 'react';

/** The accent of theme.css. Monaco takes its colours from a table, not from style sheets. */
const ACCENT = { light: '#0b5c8f', dark: '#6cbdf2' };
const WIDGET = { light: '#ffffff', dark: '#1e2632' };

/** Gives GraphiQL's two editor themes this page's accent in place of their pink. */
export function EditorTheme() {
  const monaco = useMonaco((state) => state.monaco);
  useEffect(() => {
    monaco?.editor.defineTheme('graphiql-LIGHT', {
      base: 'vs',
      inherit: true,
      rules: [{ token: 'argument.identifier.gql', foreground: '5d5a9e' }],
      colors: coloursOf('light'),
    });
    monaco?.editor.defineTheme('graphiql-DARK', {
      base: 'vs-dark',
      inherit: true,
      rules: [{ token: 'argument.identifier.gql', foreground: 'a9a6f5' }],
      colors: coloursOf('dark'),
    });
  }, [monaco]);
  return null;
}

function coloursOf(theme: 'light' | 'dark'): Record<string, string> {
  const accent = ACCENT[theme];
  const wash = `${accent}22`;
  return {
    'editor.background': '#00000000',
    'scrollbar.shadow': '#00000000',
    'textLink.foreground': accent,
    'textLink.activeForeground': accent,
    'editorLink.activeForeground': accent,
    'list.hoverBackground': wash,
    'list.highlightForeground': accent,
    'list.focusHighlightForeground': accent,
    'editorWidget.background': WIDGET[theme],
    'editorHoverWidget.background': WIDGET[theme],
    'editorSuggestWidget.background': WIDGET[theme],
    'editorSuggestWidget.selectedBackground': wash,
    'editorSuggestWidget.selectedForeground': accent,
    'menu.background': WIDGET[theme],
    'menu.selectionBackground': wash,
    'menu.selectionForeground': accent,
    'quickInput.background': WIDGET[theme],
    'quickInputList.focusBackground': wash,
    focusBorder: accent,
  };
}
