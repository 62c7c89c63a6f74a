import { useId, useState, type ReactNode } from 'react';
import { useSettings, type Settings } from '../../messaging';

/** Who can reach the user, what others see of them, and who finds them. */
export function Privacy({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <section aria-labelledby="privacy">
      <h2 id="privacy">Privacy</h2>
      <Switch
        setting="acceptsRequests"
        label="People you have no conversation with may send you a request"
        hint="Their messages wait in your requests, and they do not learn whether you have read them."
      />
      <Switch
        setting="showsReadReceipts"
        label="Read receipts"
        hint="Others see which of their messages you have read. It is mutual: while you hide it, you do not see what they have read."
      />
      <Switch
        setting="isDiscoverable"
        label="People can find me by the beginning of my handle"
        hint="People who know your whole handle find you all the same."
      />
      {children}
    </section>
  );
}

/** One setting, on or off. */
function Switch({
  setting,
  label,
  hint,
}: {
  readonly setting: keyof Omit<Settings, '__typename'>;
  readonly label: string;
  readonly hint: string;
}): ReactNode {
  const { settings, update } = useSettings();
  const [problem, setProblem] = useState('');
  // Shown within the event: the settings' own store tells a moment later, and the switch would jump back.
  const [chosen, setChosen] = useState<boolean>();
  const id = useId();
  const change = async (isOn: boolean): Promise<void> => {
    setProblem('');
    setChosen(isOn);
    await update({ [setting]: isOn }).catch(() => setProblem('That did not work. Try again.'));
    setChosen(undefined);
  };
  return (
    <div className="setting">
      <label className="check">
        <input
          type="checkbox"
          role="switch"
          aria-describedby={id}
          checked={chosen ?? settings?.[setting] ?? true}
          disabled={!settings}
          onChange={({ target }) => void change(target.checked)}
        />
        {label}
      </label>
      <p id={id} className="hint">
        {hint}
      </p>
      {problem && <p role="alert">{problem}</p>}
    </div>
  );
}
