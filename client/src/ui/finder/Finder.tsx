import './finder.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { usePeople } from '../../account/usePeople';
import { useInboxQuery } from '../../messaging/hooks';
import { otherOf } from '../parts/recipient';
import { useDeeperState } from '../shell/history';
import { matchesOf, type Match } from './matches';
import { OptionField, OptionList } from './Options';
import { Person } from './Person';
import { useOptions } from './useOptions';

/**
 * Finds a conversation by name or handle, or a person by their handle or its beginning: with a few letters
 * and Enter.
 */
export default function Finder({ onClose }: { readonly onClose: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const people = usePeople(text);
  const matches = matchesOf(useInboxQuery().data?.rows ?? [], text, people);
  const [, navigate] = useLocation();
  const state = useDeeperState();
  useEffect(() => dialog.current?.showModal(), []);
  const open = (match: Match): void => {
    dialog.current?.close();
    navigate(addressOf(match), { state });
  };
  const options = useOptions({ id: 'finder-matches', items: matches, first: 0, open });
  return (
    <dialog ref={dialog} className="finder" onClose={onClose} aria-label="Search conversations">
      <OptionField
        options={options}
        text={text}
        onText={setText}
        aria-label="Name or handle"
        placeholder="Name or @handle"
      />
      <OptionList options={options} label="Conversations and people" keyOf={keyOf}>
        {(match) => <Content match={match} />}
      </OptionList>
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
