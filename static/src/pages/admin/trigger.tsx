import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import { Copy } from '../../ui/copy';
import { Complaint } from '../../ui/problem';
import { exactTime } from '../../ui/time';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall, type Overview } from './admin-call';

const WORDS = ADMIN.trigger;
/** Standing for the secret, which is shown once only. */
const SECRET = '<secret>';
const BODY = '{"issueKey":"{{issue.key}}"}';

const Value = ({ title, value, what }: { title: string; value: string; what: string }) => (
  <>
    <dt>{title}</dt>
    <dd>
      <div className="row">
        <code>{value}</code>
        <Copy text={value} what={what} />
      </div>
    </dd>
  </>
);

/** The web trigger for automation rules: what to put into the rule, and its secret, shown once. */
export function Trigger({ trigger, onRotated }: { trigger: Overview['trigger']; onRotated: () => Promise<unknown> }) {
  const [secret, setSecret] = useState<string | null>(null);
  const { attempt, isBusy, problem } = useAttempt();
  const rotate = () => {
    attempt(async () => {
      setSecret((await adminCall('rotateSecret', {})).secret);
      await onRotated();
    });
  };
  const header = `Authorization: Bearer ${secret ?? SECRET}`;
  return (
    <section className="stack" aria-label={WORDS.title}>
      <Heading size="medium">{WORDS.title}</Heading>
      <p className="small quiet">{WORDS.help}</p>
      <dl className="facts">
        <Value title={WORDS.send} value={trigger.url} what={WORDS.copyUrl} />
        <dt>{WORDS.method}</dt>
        <dd>
          <code>POST</code>
        </dd>
        <Value title={WORDS.header} value={header} what={WORDS.copyHeader} />
        <Value title={WORDS.body} value={BODY} what={WORDS.copyBody} />
        <dt>{WORDS.secret}</dt>
        <dd>
          {trigger.secret === null
            ? WORDS.none
            : WORDS.set(exactTime(trigger.secret.createdAt), trigger.secret.lastFour)}
        </dd>
        <dt>{WORDS.rule}</dt>
        <dd>
          <Copy text={WORDS.ruleText(trigger.url, header, BODY)} what={WORDS.copyRule} />
        </dd>
      </dl>
      {secret === null ? null : (
        <SectionMessage appearance="success" title={WORDS.shownOnce}>
          <div className="row">
            <code data-testid="secret">{secret}</code>
            <Copy text={secret} what={WORDS.copySecret} />
          </div>
        </SectionMessage>
      )}
      <Complaint words={problem} />
      <div className="row">
        <Button isLoading={isBusy} onClick={rotate}>
          {trigger.secret === null ? WORDS.make : WORDS.makeNew}
        </Button>
        <span className="small quiet">{WORDS.before}</span>
      </div>
    </section>
  );
}
