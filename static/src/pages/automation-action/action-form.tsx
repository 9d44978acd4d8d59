/**
 * The form of an action within an automation rule. Automation keeps what was submitted last: every change is submitted.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/
 */
import Textfield from '@atlaskit/textfield';
import { events, view } from '@forge/bridge';
import { useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import type { AUTOMATION_CALLS } from '../../../../src/contract/automation-calls';
import type { OutputOf } from '../../../../src/contract/call';
import { callsOf } from '../../ui/call';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { AUTOMATION } from '../../words/automation';

type Known = OutputOf<(typeof AUTOMATION_CALLS)['connections']>['connections'];
const call = callsOf<typeof AUTOMATION_CALLS>();

interface Inputs {
  readonly issueKey: string;
  /** Ids with commas between them; empty: all. */
  readonly connections: string;
}

interface Opened {
  readonly inputs: Inputs;
  /** The words of Automation for inputs that cannot be used. */
  readonly invalid: Readonly<Partial<Record<keyof Inputs, string>>>;
  readonly isDeletion: boolean;
}

interface Extension {
  readonly data?: { readonly inputs?: Partial<Inputs> };
  readonly errors?: { readonly invalidInputs?: Record<string, { message?: string }> };
}

async function open(): Promise<Opened> {
  const { extension, moduleKey } = await view.getContext();
  const { data, errors } = extension as Extension;
  const { issueKey = '{{issue.key}}', connections = '' } = data?.inputs ?? {};
  const messages = Object.entries(errors?.invalidInputs ?? {}).map(([name, { message }]) => [name, message ?? '']);
  return {
    inputs: { issueKey, connections },
    invalid: Object.fromEntries(messages) as Opened['invalid'],
    // Whatever else Automation may call the module: the field that limits an erasure is never missing.
    isDeletion: moduleKey !== 'get-erasure-status',
  };
}

const chosenIn = (text: string): string[] => text.split(',').filter((id) => id !== '');

interface ChoiceProps {
  readonly known: Known;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

const Connections = ({ known, chosen, onChange }: ChoiceProps) => (
  <fieldset className="card">
    <legend className="label">{AUTOMATION.limit}</legend>
    {known.length === 0 ? <p className="quiet">{AUTOMATION.none}</p> : null}
    {known.map(({ id, label }) => (
      <label key={id} className="row">
        <input
          type="checkbox"
          checked={chosen.includes(id)}
          onChange={() => {
            onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
          }}
        />
        {label}
      </label>
    ))}
  </fieldset>
);

function Form({ opened, known }: { opened: Opened; known: Known }) {
  const [inputs, setInputs] = useState(opened.inputs);
  const latest = useRef(opened.inputs);
  const { isDeletion, invalid } = opened;

  useEffect(() => {
    const submit = () => {
      const { issueKey, connections } = latest.current;
      void view
        .submit(isDeletion && connections !== '' ? { issueKey, connections } : { issueKey })
        .catch(() => undefined);
    };
    // What stands there at first is right for most rules: it can be saved without a change.
    submit();
    const subscription = events.on('AUTOMATION_ACTION_SUBMIT', submit);
    return () => {
      void subscription.then(({ unsubscribe }) => unsubscribe()).catch(() => undefined);
    };
  }, [inputs, isDeletion]);

  const change = (changed: Partial<Inputs>) => {
    latest.current = { ...latest.current, ...changed };
    setInputs(latest.current);
  };

  return (
    <form
      className="stack"
      aria-label={AUTOMATION.action}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <p>{isDeletion ? AUTOMATION.deletes : AUTOMATION.tells}</p>
      <div className="field">
        <label htmlFor="issueKey">{AUTOMATION.workItem}</label>
        <Textfield
          id="issueKey"
          isRequired
          value={inputs.issueKey}
          aria-describedby="issueKey-help"
          onChange={(event) => {
            change({ issueKey: event.currentTarget.value });
          }}
        />
        <p id="issueKey-help" className={invalid.issueKey === undefined ? 'small quiet' : 'error'}>
          {invalid.issueKey ?? AUTOMATION.workItemHelp}
        </p>
      </div>
      {isDeletion ? (
        <Connections
          known={known}
          chosen={chosenIn(inputs.connections)}
          onChange={(chosen) => {
            change({ connections: chosen.join(',') });
          }}
        />
      ) : null}
      <p className="small quiet">
        {AUTOMATION.runsAs}
        <code>{isDeletion ? '{{triggeredUserErasure.status}}' : '{{fetchedUserErasure.status}}'}</code>.
      </p>
    </form>
  );
}

export function ActionForm() {
  const { data, error, mutate } = useSWR<{ opened: Opened; known: Known }, Error>(
    'form',
    async () => ({
      opened: await open(),
      known: (await call('connections', {})).connections,
    }),
    { revalidateOnFocus: false },
  );
  if (error !== undefined)
    return (
      <main className="screen">
        <Problem error={error} onRetry={() => void mutate()} />
      </main>
    );
  return (
    <main className="screen">{data === undefined ? <Loading what={AUTOMATION.loading} /> : <Form {...data} />}</main>
  );
}
