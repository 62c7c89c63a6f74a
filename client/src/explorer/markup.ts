/** What attributes an element must have; null: not this one. */
type Attributes = Readonly<Record<string, string | null>>;

const isHeading: Attributes = { role: 'heading', 'aria-level': '2' };
const isHidden: Attributes = { 'aria-hidden': 'true' };
const isPressed = ({ classList }: Element): Attributes => ({
  'aria-pressed': String(classList.contains('active')),
});

/**
 * Where the markup of GraphiQL 5.4 or of Monaco 0.52 is wrong and no property of theirs mends it,
 * these do, each by attributes alone. Every repair can be applied again and again.
 */
const repairs: readonly (readonly [
  selector: string,
  attributes: Attributes | ((element: HTMLElement) => Attributes),
])[] = [
  // A `tab` must not hold buttons, and a `tablist` nothing but tabs: it is a list of buttons.
  ['.graphiql-tabs', { role: 'list' }],
  ['.graphiql-tab', { role: 'listitem', 'aria-selected': null }],
  ['.graphiql-tab:not(.graphiql-tab-active) > .graphiql-tab-button', { 'aria-current': null }],
  ['.graphiql-tab-active > .graphiql-tab-button', { 'aria-current': 'true' }],
  [
    '.graphiql-tab-button + .graphiql-tab-close',
    (close) => ({ 'aria-label': `Close ${(close.previousElementSibling as HTMLElement).title}` }),
  ],
  ['#graphiql-session', { role: 'group' }],

  // It would read out all of an editor at each scrolled line; `Announcements` says what came.
  ['.result-window', { 'aria-live': null, 'aria-atomic': null }],

  // Only a class shows which of several is selected.
  ['.graphiql-editor-tools > [data-name]', isPressed],
  ['.graphiql-button-group > button', isPressed],
  [
    '.graphiql-dialog-section > .graphiql-button-group',
    ({ parentElement: section }) => {
      const title = section!.querySelector('.graphiql-dialog-section-title');
      return { role: 'group', 'aria-label': title?.textContent ?? null };
    },
  ],

  // Each entry would be called "Set active", and each of its buttons as those of all the others.
  ['.graphiql-history-item-label', { 'aria-label': null }],
  [
    '.graphiql-history-item-action',
    (button) => {
      const item = button.parentElement!.querySelector('.graphiql-history-item-label');
      const [action] = (button.getAttribute('aria-label') ?? '').split(': ');
      return { 'aria-label': `${action}: ${item?.textContent ?? ''}` };
    },
  ],
  ['.graphiql-history-item.editable > input', { 'aria-label': 'Label' }],
  ['.graphiql-history-item.editable > button:last-child', { 'aria-label': 'Cancel' }],

  // The titles of the documentation are headings to the eye alone.
  ['.graphiql-doc-explorer-title', isHeading],
  ['.graphiql-doc-explorer-section-title', isHeading],

  // The search's name is on a `div`, so its field is called "Ctrl Alt K".
  [
    '.graphiql-doc-explorer-search[aria-label] [role="combobox"]',
    (field) => {
      const search = field.closest('.graphiql-doc-explorer-search')!;
      return { 'aria-label': search.getAttribute('aria-label') };
    },
  ],
  ['.graphiql-doc-explorer-search', { 'aria-label': null }],
  // A list box holds options only, also when nothing is found.
  ['.graphiql-doc-explorer-search-empty', { role: 'option', 'aria-disabled': 'true' }],
  // The list of what is found is no dialog, but all else goes dead while it is open.
  ['[inert]', { inert: null, 'aria-hidden': null }],

  // Nor is a menu.
  [
    '[data-aria-hidden]',
    (): Attributes => (document.querySelector('[role="dialog"]') ? {} : { 'aria-hidden': null }),
  ],

  // The titles of icons are what a minifier left of their names; each button has a name besides.
  [':is(.graphiql-container, .graphiql-dialog) svg:not([aria-hidden])', isHidden],

  // Outside of all landmarks. A tooltip repeats its button's name; a menu's place gets a name.
  [
    '[data-radix-popper-content-wrapper]',
    (popup) =>
      popup.querySelector('[role="menu"]')
        ? { role: 'region', 'aria-label': 'Operations to execute' }
        : isHidden,
  ],

  // Monaco's lists: of suggestions, and of commands.
  [
    '.monaco-list[aria-activedescendant]',
    (list) => ({
      'aria-activedescendant': list.querySelector('.monaco-list-row.focused')?.id ?? null,
    }),
  ],
  // The text of a row is its name, with the type beside a field and the keys of a command; what is left
  // of Monaco's own name is the documentation of a suggestion.
  [
    '.monaco-list-row[role="option"][aria-label]',
    (row) => ({
      'aria-description': /, docs: (.*)$/s.exec(row.getAttribute('aria-label')!)?.[1] ?? null,
    }),
  ],
  ['.monaco-list-row[role="option"]', { 'aria-level': null, 'aria-label': null }],
  ['.monaco-list-row .codicon', isHidden],
  ['.monaco-progress-container', { 'aria-label': 'Progress' }],
];

/** Attributes that decide on a repair, or that one undoes. */
const WATCHED = [
  'aria-activedescendant',
  'aria-hidden',
  'aria-label',
  'aria-level',
  'aria-selected',
  'class',
  'inert',
  'role',
  'title',
];

/**
 * Mends the markup of GraphiQL and Monaco, now and whenever they change it.
 * @returns how to end it.
 */
export function repairMarkup(): () => void {
  const repair = (): void => {
    for (const [selector, attributes] of repairs) {
      for (const element of document.body.querySelectorAll<HTMLElement>(selector)) {
        set(element, typeof attributes === 'function' ? attributes(element) : attributes);
      }
    }
  };
  const observer = new MutationObserver(repair);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: WATCHED,
  });
  repair();
  return () => observer.disconnect();
}

/** Writes only what differs: a write is a mutation, which would lead here again. */
function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
