/**
 * Where the markup of GraphiQL 5.4 or of Monaco 0.52 is wrong and no property of theirs mends it,
 * these do, each by attributes alone. Every repair can be applied again and again.
 */
const repairs: readonly (readonly [selector: string, repair: (element: HTMLElement) => void])[] = [
  // A `tab` must not hold buttons, and a `tablist` nothing but tabs: it is a list of buttons.
  ['.graphiql-tabs', (list) => set(list, 'role', 'list')],
  [
    '.graphiql-tab',
    (tab) => {
      set(tab, 'role', 'listitem');
      set(tab, 'aria-selected', null);
      const [open, close] = tab.querySelectorAll<HTMLElement>('button');
      if (!open) return;
      set(open, 'aria-current', tab.classList.contains('graphiql-tab-active') ? 'true' : null);
      if (close) set(close, 'aria-label', `Close ${open.title}`);
    },
  ],
  ['#graphiql-session', (panel) => set(panel, 'role', 'group')],

  // It would read out all of an editor at each scrolled line; `Announcements` says what came.
  [
    '.result-window',
    (pane) => {
      set(pane, 'aria-live', null);
      set(pane, 'aria-atomic', null);
    },
  ],

  // Only a class shows which of several is selected.
  ['.graphiql-editor-tools > [data-name]', setPressed],
  ['.graphiql-button-group > button', setPressed],
  [
    '.graphiql-dialog-section > .graphiql-button-group',
    (group) => {
      set(group, 'role', 'group');
      const title = group.parentElement!.querySelector('.graphiql-dialog-section-title');
      set(group, 'aria-label', title?.textContent ?? null);
    },
  ],

  // Each entry would be called "Set active", and each of its buttons as those of all the others.
  ['.graphiql-history-item-label', (button) => set(button, 'aria-label', null)],
  [
    '.graphiql-history-item-action',
    (button) => {
      const item = button.parentElement!.querySelector('.graphiql-history-item-label');
      const [action] = (button.getAttribute('aria-label') ?? '').split(': ');
      set(button, 'aria-label', `${action}: ${item?.textContent ?? ''}`);
    },
  ],
  ['.graphiql-history-item.editable > input', (input) => set(input, 'aria-label', 'Label')],
  [
    '.graphiql-history-item.editable > button:last-child',
    (button) => set(button, 'aria-label', 'Cancel'),
  ],

  // The titles of the documentation are headings to the eye alone.
  ['.graphiql-doc-explorer-title', setHeading],
  ['.graphiql-doc-explorer-section-title', setHeading],

  // The search's name is on a `div`, so its field is called "Ctrl Alt K".
  [
    '.graphiql-doc-explorer-search',
    (search) => {
      const name = search.getAttribute('aria-label');
      if (name === null) return;
      set(search, 'aria-label', null);
      for (const field of search.querySelectorAll<HTMLElement>('[role="combobox"]'))
        set(field, 'aria-label', name);
    },
  ],
  // A list box holds options only, also when nothing is found.
  [
    '.graphiql-doc-explorer-search-empty',
    (nothing) => {
      set(nothing, 'role', 'option');
      set(nothing, 'aria-disabled', 'true');
    },
  ],
  // The list of what is found is no dialog, but all else goes dead while it is open.
  [
    '[inert]',
    (element) => {
      set(element, 'inert', null);
      set(element, 'aria-hidden', null);
    },
  ],

  // Nor is a menu.
  [
    '[data-aria-hidden]',
    (element) => {
      if (!document.querySelector('[role="dialog"]')) set(element, 'aria-hidden', null);
    },
  ],

  // The titles of icons are what a minifier left of their names; each button has a name besides.
  [
    ':is(.graphiql-container, .graphiql-dialog) svg:not([aria-hidden])',
    (icon) => set(icon, 'aria-hidden', 'true'),
  ],

  // Outside of all landmarks. A tooltip repeats its button's name; a menu's place gets a name.
  [
    '[data-radix-popper-content-wrapper]',
    (popup) => {
      if (popup.querySelector('[role="menu"]')) {
        set(popup, 'role', 'region');
        set(popup, 'aria-label', 'Operations to execute');
      } else set(popup, 'aria-hidden', 'true');
    },
  ],

  // Monaco's lists: of suggestions, and of commands.
  [
    '.monaco-list[aria-activedescendant]',
    (list) => {
      const focused = list.querySelector('.monaco-list-row.focused');
      set(list, 'aria-activedescendant', focused?.id ?? null);
    },
  ],
  [
    '.monaco-list-row[role="option"]',
    (row) => {
      set(row, 'aria-level', null);
      // Its text is its name, with the type beside a field and the keys of a command; what is left
      // of Monaco's own name is the documentation of a suggestion.
      const [, documentation] = /, docs: (.*)$/s.exec(row.getAttribute('aria-label') ?? '') ?? [];
      if (row.hasAttribute('aria-label')) set(row, 'aria-description', documentation ?? null);
      set(row, 'aria-label', null);
    },
  ],
  ['.monaco-list-row .codicon', (icon) => set(icon, 'aria-hidden', 'true')],
  ['.monaco-progress-container', (bar) => set(bar, 'aria-label', 'Progress')],
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
    for (const [selector, mend] of repairs)
      for (const element of document.body.querySelectorAll<HTMLElement>(selector)) mend(element);
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
function set(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function setPressed(button: Element): void {
  set(button, 'aria-pressed', String(button.classList.contains('active')));
}

function setHeading(element: Element): void {
  set(element, 'role', 'heading');
  set(element, 'aria-level', '2');
}
