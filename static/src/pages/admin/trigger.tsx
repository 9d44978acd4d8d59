import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import { exactTime } from '../../ui/time';
import { adminCall, type Overview } from './admin-call';
import { useAction } from './use-action';

/** The web trigger for automation rules: its URL, and its secret, shown once. */
export function Trigger({ trigger, onRotated }: { trigger: Overview['trigger']; onRotated: () => Promise<unknown> }) {
  const [secret, setSecret] = useState<string | null>(null);
  const { run, isBusy, problem } = useAction();
  const rotate = () => {
    run(async () => {
      setSecret((await adminCall('rotateSecret', {})).secret);
      await onRotated();
    });
  };
  return (
    <section className="stack" aria-label="Web trigger">
      <Heading size="medium">Web trigger for automation</Heading>
      <dl className="facts">
        <dt>Send</dt>
        <dd>
          <code>POST {trigger.url}</code>
        </dd>
        <dt>Header</dt>
        <dd>
          <code>Authorization: Bearer &lt;secret&gt;</code>
        </dd>
        <dt>Body</dt>
        <dd>
          <code>{'{"issueKey":"{{issue.key}}"}'}</code>
        </dd>
        <dt>Secret</dt>
        <dd>
          {trigger.secret === null
            ? 'None yet: the trigger refuses everybody.'
            : `Set ${exactTime(trigger.secret.createdAt)}, ends in ${trigger.secret.lastFour}`}
        </dd>
      </dl>
      {secret === null ? null : (
        <SectionMessage appearance="success" title="The new secret, shown this once">
          <code data-testid="secret">{secret}</code>
        </SectionMessage>
      )}
      {problem}
      <div className="row">
        <Button isLoading={isBusy} onClick={rotate}>
          {trigger.secret === null ? 'Make a secret' : 'Make a new secret'}
        </Button>
        <span className="small quiet">The one before stays valid for a day.</span>
      </div>
    </section>
  );
}
