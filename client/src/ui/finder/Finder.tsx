import './finder.css';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useInboxQuery } from '../../messaging/hooks';
import { Avatar } from '../parts/Avatar';
import { nameOf, otherOf } from '../parts/recipient';
import { useDeeperState } from '../shell/history';
import { matchesOf, type Match } from './matches';

/** Finds a conversation by name or handle, or a person by their handle: with a few letters and Enter. */
export default function Finder({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const matches = matchesOf(useInboxQuery().data?.rows ?? [], text);
  const at = Math.min(chosen, matches.length - 1);
  const [, navigate] = useLocation();
  const state = useDeeperState();
  useEffect(() => dialog.current?.showModal(), []);
  const open = (match: Match | undefined): void => {
    if (!match) return;
    dialog.current?.close();
    navigate(addressOf(match), { state });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((at + step + matches.length) % Math.max(1, matches.length));
    else if (event.key === 'Enter') open(matches[at]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="finder" onClose={onClose} aria-label="Search conversations">
      <input
        role="combobox"
        aria-label="Name or handle"
        aria-expanded={matches.length > 0}
        aria-controls="finder-matches"
        aria-autocomplete="list"
        aria-activedescendant={matches[at] && `finder-match-${at}`}
        placeholder="Name or @handle"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="finder-matches" role="listbox" aria-label="Conversations and people">
        {matches.map((match, index) => (
          <Option
            key={match.kind === 'person' ? `@${match.handle}` : match.row.uuid}
            id={`finder-match-${index}`}
            match={match}
            isChosen={index === at}
            onOpen={() => open(match)}
          />
        ))}
      </ul>
      <p role="status" className="finder-none">
        {matches.length === 0 && 'Nothing has this name. A handle is at least two letters long.'}
      </p>
    </dialog>
  );
}

const addressOf = (match: Match): string =>
  match.kind === 'person' ? `/messages/new/${match.handle}` : `/messages/${match.row.uuid}`;

function Option({
  id,
  match,
  isChosen,
  onOpen,
}: {
  readonly id: string;
  readonly match: Match;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
}): ReactNode {
  const option = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // The keys are those of the field, which keeps the focus.
    <li ref={option} id={id} role="option" aria-selected={isChosen} onClick={onOpen}>
      {match.kind === 'person' ? (
        <span>Look for @{match.handle}</span>
      ) : (
        <Person other={otherOf(match.row)} />
      )}
    </li>
  );
}

function Person({ other }: { readonly other: ReturnType<typeof otherOf> }): ReactNode {
  const name = nameOf(other);
  return (
    <>
      <Avatar uuid={other.uuid} name={name} small />
      <bdi>{name}</bdi>
      {other.handle && other.displayName && <span className="handle">@{other.handle}</span>}
    </>
  );
}
