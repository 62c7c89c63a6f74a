import { useState, type FormEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { usePerson } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { isInvalidHandle } from './isInvalidHandle';
import { PaneHead } from './PaneHead';
import { useDeeperState } from '../shell/history';

/** `/messages/new`: find a person by their handle. */
export default function NewMessagePage(): ReactNode {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const { person, status, error, retry } = usePerson(asked);
  const [, navigate] = useLocation();
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const handle = text.trim().replace(/^@/, '').toLowerCase();
    if (handle !== '' && handle === asked) retry();
    setAsked(handle);
  };
  const state = useDeeperState();
  const open = (handle: string): void =>
    navigate(`/messages/new/${encodeURIComponent(handle)}`, { state });
  return (
    <>
      <PaneHead title="New message" />
      <form className="find" onSubmit={find} role="search">
        <label htmlFor="handle">Handle of the person</label>
        <div className="find-line">
          <input
            id="handle"
            name="handle"
            placeholder="@handle"
            autoCapitalize="none"
            autoCorrect="off"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoFocus
          />
          <button type="submit" className="button">
            Find
          </button>
        </div>
        <div aria-live="polite">
          {asked && status === 'loading' && <p>Looking for @{asked}…</p>}
          {asked && error && <p className="problem">{explained(error)}</p>}
          {asked && status === 'ready' && !person && (
            <p>There is no account with the handle @{asked}.</p>
          )}
        </div>
        {person && (
          <button type="button" className="person" onClick={() => open(person.handle)}>
            <Avatar uuid={person.uuid} name={person.displayName} />
            <span>
              <bdi>{person.displayName}</bdi>
              <span className="handle"> @{person.handle}</span>
            </span>
            <span className="person-go">Write</span>
          </button>
        )}
      </form>
    </>
  );
}

const explained = (error: Error): string =>
  isInvalidHandle(error)
    ? 'A handle is 2 to 30 letters a-z, digits, underscores and dots.'
    : 'The search did not work. Try again.';
