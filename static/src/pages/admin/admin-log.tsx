/**
 * What admins did: who, when, and what stood there before and after.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import useSWR from 'swr';
import type { AdminEventView } from '../../../../src/contract/admin-calls';
import { Loading } from '../../ui/loading';
import { useNames } from '../../ui/names';
import { Complaint, Problem } from '../../ui/problem';
import { exactTime } from '../../ui/time';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall, type Overview } from './admin-call';
import { Changes } from './changes';

const WORDS = ADMIN.log;
/** The list lags behind what was just done. */
const LOOKED_AT_EVERY = 5000;

interface Page {
  readonly events: readonly AdminEventView[];
  readonly cursor: string | null;
}

/** @param overview whatever changes in it was an admin's doing: the log is read again */
export function AdminLog({ overview }: { overview: Overview }) {
  const [older, setOlder] = useState<Page | null>(null);
  const { data, error, mutate } = useSWR<Page, Error>(
    ['admin-log', JSON.stringify(overview)],
    () => adminCall('adminLog', { cursor: null }),
    { refreshInterval: LOOKED_AT_EVERY, keepPreviousData: true },
  );
  const { attempt, isBusy, problem } = useAttempt();
  const seen = new Set((data?.events ?? []).map(({ id }) => id));
  const events = [...(data?.events ?? []), ...(older?.events ?? []).filter(({ id }) => !seen.has(id))];
  const nameOf = useNames(events.map(({ account }) => account));
  const cursor = older === null ? (data?.cursor ?? null) : older.cursor;
  const more = () => {
    attempt(async () => {
      const page = await adminCall('adminLog', { cursor });
      setOlder({ events: [...(older?.events ?? []), ...page.events], cursor: page.cursor });
    });
  };
  return (
    <section className="stack" aria-label={WORDS.title}>
      <Heading size="medium">{WORDS.title}</Heading>
      <p className="small quiet">{WORDS.help}</p>
      {error === undefined ? null : <Problem error={error} onRetry={() => void mutate()} />}
      {data === undefined && error === undefined ? <Loading what={WORDS.loading} /> : null}
      {data !== undefined && events.length === 0 ? <p className="quiet">{WORDS.none}</p> : null}
      <ol className="steps" aria-label={WORDS.title}>
        {events.map(({ id, at, account, action, words, changes, more: left }) => (
          <li key={id} data-action={action}>
            <span className="sentence">
              {exactTime(at)} · <bdi>{account === null ? WORDS.app : nameOf(account)}</bdi> · <bdi>{words}</bdi>
              <Changes changes={changes} label={words} />
              {left === 0 ? null : <span className="small quiet">{WORDS.more(left)}</span>}
            </span>
          </li>
        ))}
      </ol>
      {cursor === null ? null : (
        <div>
          <Button isLoading={isBusy} onClick={more}>
            {WORDS.older}
          </Button>
        </div>
      )}
      <Complaint words={problem} />
    </section>
  );
}
