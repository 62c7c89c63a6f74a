import './finder.css';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { usePeople } from '../../account/usePeople';
import { useInboxQuery } from '../../messaging/hooks';
import { otherOf } from '../parts/recipient';
import { useDeeperState } from '../shell/history';
import { matchesOf, type Match } from './matches';
import { Option, Person } from './Option';
import { isComposing, useChoice } from './useChoice';

/**
 * Finds a conversation by name or handle, or a person by their handle or its beginning: with a few letters
 * and Enter.
 */
export default function Finder({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const people = usePeople(text);
  const matches = matchesOf(useInboxQuery().data?.rows ?? [], text, people);
  const choice = useChoice(matches.length, 0);
  const [, navigate] = useLocation();
  const state = useDeeperState();
  useEffect(() => dialog.current?.showModal(), []);
  const open = (match: Match | undefined): void => {
    if (!match) return;
    dialog.current?.close();
    navigate(addressOf(match), { state });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || choice.step(event) || event.key !== 'Enter') return;
    event.preventDefault();
    open(matches[choice.at]);
  };
  return (
    <dialog ref={dialog} className="finder" onClose={onClose} aria-label="Search conversations">
      <input
        role="combobox"
        aria-label="Name or handle"
        aria-expanded={matches.length > 0}
        aria-controls="finder-matches"
        aria-autocomplete="list"
        aria-activedescendant={matches[choice.at] && `finder-match-${choice.at}`}
        placeholder="Name or @handle"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          choice.reset();
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id="finder-matches"
        className="options"
        role="listbox"
        aria-label="Conversations and people"
      >
        {matches.map((match, index) => (
          <Option
            key={keyOf(match)}
            id={`finder-match-${index}`}
            isChosen={index === choice.at}
            onOpen={() => open(match)}
          >
            <Content match={match} />
          </Option>
        ))}
      </ul>
      <p role="status" className="finder-none">
        {matches.length === 0 && 'Nothing has this name. A handle is at least two letters long.'}
      </p>
    </dialog>
  );
}

const keyOf = (match: Match): string =>
  match.kind === 'conversation' ? match.row.uuid : addressOf(match);

function addressOf(match: Match): string {
  if (match.kind === 'conversation') return `/messages/${match.row.uuid}`;
  return `/messages/new/${match.kind === 'person' ? match.person.handle : match.handle}`;
}

function Content({ match }: { readonly match: Match }): ReactNode {
  switch (match.kind) {
    case 'conversation':
      return <Person person={otherOf(match.row)} />;
    case 'person':
      return <Person person={match.person} />;
    case 'handle':
      return <span>Look for @{match.handle}</span>;
  }
}
