import type { useMonaco } from '@graphiql/react';

type MonacoState = Parameters<Parameters<typeof useMonaco>[0]>[0];
type Monaco = NonNullable<MonacoState['monaco']>;
type ThemeData = Parameters<Monaco['editor']['defineTheme']>[1];

/** For GraphiQL's `editorTheme`: the name of its editors' theme, by its own theme. */
export const EDITOR_THEMES = { light: 'explorer-light', dark: 'explorer-dark' } as const;

/** What of a theme is ours; the rest is Monaco's own. */
interface Palette {
  readonly base: ThemeData['base'];
  /** Behind widgets: GraphiQL's own background. */
  readonly surface: string;
  readonly text: string;
  readonly accent: string;
  /** Behind what is selected in a list. */
  readonly selected: string;
  readonly dim: string;
  readonly brackets: readonly [string, string, string];
  readonly tokens: Readonly<Record<string, string>>;
}

/*
 * Each colour of a text has a contrast of 4.5 or more (WCAG 2.2, 1.4.3) on both backgrounds that
 * GraphiQL puts behind its editors, that of the operation and that of the response.
 */
const light: Palette = {
  base: 'vs',
  surface: '#ffffff',
  text: '#1d2327',
  accent: '#b3047a',
  selected: '#fbe6f4',
  dim: '#4d5b70',
  brackets: ['#0431fa', '#1f6b1f', '#7b3814'],
  tokens: {
    comment: '#3f6212',
    number: '#066246',
    'number.hex': '#3030c0',
    annotation: '#5b5b5b',
    type: '#006060',
    invalid: '#a8231b',
    'argument.identifier.gql': '#5047b8',
  },
};
const dark: Palette = {
  base: 'vs-dark',
  surface: '#212a3b',
  text: '#e3e8f0',
  accent: '#ff8db6',
  selected: '#3d3350',
  dim: '#aab6ca',
  brackets: ['#ffd700', '#e796e2', '#6cc1ff'],
  tokens: {
    comment: '#a3c98f',
    keyword: '#86bff0',
    annotation: '#f0a0a0',
    invalid: '#ff9d94',
    'number.hex': '#8fd6bc',
    'argument.identifier.gql': '#b3afff',
  },
};

/** Makes the themes known to Monaco. */
export function defineEditorThemes({ editor }: Monaco): void {
  editor.defineTheme(EDITOR_THEMES.light, themeOf(light));
  editor.defineTheme(EDITOR_THEMES.dark, themeOf(dark));
}

function themeOf(palette: Palette): ThemeData {
  return {
    base: palette.base,
    inherit: true,
    rules: Object.entries(palette.tokens).map(([token, foreground]) => ({
      token,
      foreground: foreground.slice(1),
    })),
    colors: { ...editorColors(palette), ...widgetColors(palette) },
  };
}

type Colors = ThemeData['colors'];

const editorColors = ({
  surface,
  text,
  accent,
  selected,
  dim,
  brackets,
  tokens,
}: Palette): Colors => ({
  // The page's own background shows.
  'editor.background': '#ffffff00',
  'editor.foreground': text,
  'scrollbar.shadow': '#ffffff00',
  'editorLineNumber.foreground': dim,
  'editorLineNumber.dimmedForeground': dim,
  'editorLineNumber.activeForeground': text,
  'editorBracketHighlight.foreground1': brackets[0],
  'editorBracketHighlight.foreground2': brackets[1],
  'editorBracketHighlight.foreground3': brackets[2],
  'editorBracketHighlight.unexpectedBracket.foreground': tokens.invalid!,
  'editorWidget.background': surface,
  'editorWidget.foreground': text,
  'editorWidget.resizeBorder': accent,
  'editorHoverWidget.background': surface,
  'editorSuggestWidget.background': surface,
  'editorSuggestWidget.foreground': text,
  'editorSuggestWidget.highlightForeground': accent,
  'editorSuggestWidget.focusHighlightForeground': accent,
  'editorSuggestWidget.selectedBackground': selected,
  'editorSuggestWidget.selectedForeground': text,
  'editorLink.activeForeground': accent,
});

const widgetColors = ({ surface, text, accent, selected, dim }: Palette): Colors => ({
  'list.hoverBackground': selected,
  'list.highlightForeground': accent,
  'list.focusHighlightForeground': accent,
  'menu.background': surface,
  'menu.foreground': text,
  'menu.selectionBackground': selected,
  'menu.selectionForeground': text,
  'quickInput.background': surface,
  'quickInput.foreground': text,
  'quickInputList.focusBackground': selected,
  'quickInputList.focusForeground': text,
  'pickerGroup.foreground': accent,
  'keybindingLabel.foreground': text,
  'input.background': surface,
  'input.foreground': text,
  'input.placeholderForeground': dim,
  'inputOption.hoverBackground': selected,
  'toolbar.hoverBackground': selected,
  'textLink.foreground': accent,
  'textLink.activeForeground': accent,
  focusBorder: accent,
});
