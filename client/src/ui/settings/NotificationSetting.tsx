import { useState, type ReactNode } from 'react';
import { useMessaging } from '../../messaging';
import {
  askForNotifications,
  forgetNotifications,
  wantsNotifications,
  type Asked,
} from '../../notifications';

const PROBLEMS: Record<Exclude<Asked, 'on'>, string> = {
  refused: 'The browser does not let this page notify you. Its own settings can change that.',
  impossible: 'This browser shows no notifications of a page.',
};

/** The switch for notifications. Nothing is asked before it is pressed. */
export function NotificationSetting(): ReactNode {
  const { userUuid } = useMessaging();
  const [isOn, setOn] = useState(() => wantsNotifications(userUuid));
  const [problem, setProblem] = useState('');
  const change = async (isWanted: boolean): Promise<void> => {
    setProblem('');
    if (!isWanted) forgetNotifications(userUuid);
    const asked = isWanted ? await askForNotifications(userUuid) : undefined;
    setOn(asked === 'on');
    if (asked && asked !== 'on') setProblem(PROBLEMS[asked]);
  };
  return (
    <section aria-labelledby="notifications">
      <h2 id="notifications">Notifications</h2>
      <label className="check">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          onChange={({ target }) => void change(target.checked)}
        />
        Notify me on this device
      </label>
      <p className="hint">
        While this page is open and hidden, a new message shows its sender and how it begins. Muted
        conversations and requests stay silent. Signing out turns it off.
      </p>
      {problem && <p role="alert">{problem}</p>}
    </section>
  );
}
