import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { usePeople } from '../../account/usePeople';
import { usePerson } from '../../messaging';
import { Option, Person } from '../finder/Option';
import { isComposing, useChoice } from '../finder/useChoice';
import { Avatar } from '../parts/Avatar';
import { useDeeperState } from '../shell/history';
import { isInvalidHandle } from './isInvalidHandle';
import { PaneHead } from './PaneHead';

const handleOf = (text: string): string => text.trim().replace(/^@/, '').toLowerCase();

/** `/messages/new`: find a person by their handle, or by its beginning. */
export default function NewMessagePage(): ReactNode {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const found = usePerson(asked);
  const { person, retry } = found;
  const handle = handleOf(text);
  // No suggestions once the person is shown below.
  const people = usePeople(handle === asked ? '' : text);
  const choice = useChoice(people.length, -1);
  const [, navigate] = useLocation();
  const state = useDeeperState();
  const find = (event: FormEvent): void => {
    event.preventDefault();
    if (handle !== '' && handle === asked) retry();
    setAsked(handle);
  };
  const open = (to: string): void => navigate(`/messages/new/${encodeURIComponent(to)}`, { state });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || choice.step(event) || event.key !== 'Enter') return;
    const chosen = people[choice.at];
    if (!chosen) return;
    event.preventDefault();
    open(chosen.handle);
  };
  return (
    <>
      <PaneHead title="New message" />
      <form className="find" onSubmit={find} role="search">
        <label htmlFor="handle">Handle of the person</label>
        <div className="find-line">
          <input
            id="handle"
            name="handle"
            role="combobox"
            aria-expanded={people.length > 0}
            aria-controls="found-people"
            aria-autocomplete="list"
            aria-activedescendant={people[choice.at] && `found-person-${choice.at}`}
            placeholder="@handle"
            autoCapitalize="none"
            autoCorrect="off"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              choice.reset();
            }}
            onKeyDown={onKeyDown}
            autoFocus
          />
          <button type="submit" className="button">
            Find
          </button>
        </div>
        <ul id="found-people" className="options" role="listbox" aria-label="Suggestions">
          {people.map((one, index) => (
            <Option
              key={one.uuid}
              id={`found-person-${index}`}
              isChosen={index === choice.at}
              onOpen={() => open(one.handle)}
            >
              <Person person={one} />
            </Option>
          ))}
        </ul>
        <Outcome asked={asked} found={found} />
        {person && (
          <button type="button" className="person" onClick={() => open(person.handle)}>
            <Avatar person={person} />
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

/** What became of the search for a whole handle. */
const Outcome = ({
  asked,
  found: { person, status, error },
}: {
  readonly asked: string;
  readonly found: ReturnType<typeof usePerson>;
}): ReactNode => (
  <div aria-live="polite">
    {asked && status === 'loading' && <p>Looking for @{asked}…</p>}
    {asked && error && <p className="problem">{explained(error)}</p>}
    {asked && status === 'ready' && !person && <p>There is no account with the handle @{asked}.</p>}
  </div>
);

const explained = (error: Error): string =>
  isInvalidHandle(error)
    ? 'A handle is 2 to 30 letters a-z, digits, underscores and dots.'
    : 'The search did not work. Try again.';
