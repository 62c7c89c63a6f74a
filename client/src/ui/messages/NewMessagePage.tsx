import { useState, type FormEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { usePeople } from '../../account/usePeople';
import { usePerson, type User } from '../../messaging';
import { OptionField, OptionList } from '../finder/Options';
import { Person } from '../finder/Person';
import { useOptions } from '../finder/useOptions';
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
  const handle = handleOf(text);
  // No suggestions once the person is shown below.
  const people = usePeople(handle === asked ? '' : text);
  const [, navigate] = useLocation();
  const state = useDeeperState();
  const open = (person: User): void =>
    navigate(`/messages/new/${encodeURIComponent(person.handle)}`, { state });
  const options = useOptions({ id: 'found-people', items: people, first: -1, open });
  const find = (event: FormEvent): void => {
    event.preventDefault();
    if (handle !== '' && handle === asked) found.retry();
    setAsked(handle);
  };
  return (
    <>
      <PaneHead title="New message" />
      <form className="find" onSubmit={find} role="search">
        <label htmlFor="handle">Handle of the person</label>
        <div className="find-line">
          <OptionField
            options={options}
            text={text}
            onText={setText}
            id="handle"
            name="handle"
            placeholder="@handle"
            autoCorrect="off"
            autoFocus
          />
          <button type="submit" className="button">
            Find
          </button>
        </div>
        <OptionList options={options} label="Suggestions" keyOf={({ uuid }) => uuid}>
          {(person) => <Person person={person} />}
        </OptionList>
        <Outcome asked={asked} found={found} />
        {found.person && <Found person={found.person} onOpen={open} />}
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

/** The person with the handle, and the way to write to them. */
const Found = ({
  person,
  onOpen,
}: {
  readonly person: User;
  readonly onOpen: (person: User) => void;
}): ReactNode => (
  <button type="button" className="person" onClick={() => onOpen(person)}>
    <Avatar person={person} />
    <span>
      <bdi>{person.displayName}</bdi>
      <span className="handle"> @{person.handle}</span>
    </span>
    <span className="person-go">Write</span>
  </button>
);

const explained = (error: Error): string =>
  isInvalidHandle(error)
    ? 'A handle is 2 to 30 letters a-z, digits, underscores and dots.'
    : 'The search did not work. Try again.';
