/**
 * The keys that receipts are signed with.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import useSWR from 'swr';
import { Lozenge } from '../../ui/lozenge';
import { exactTime } from '../../ui/time';
import { Loading } from '../../ui/loading';
import { Complaint, Problem } from '../../ui/problem';
import { Copy } from '../../ui/copy';
import { download } from '../../ui/download';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall } from './admin-call';

const WORDS = ADMIN.evidence;

export function Evidence() {
  const { data, error, mutate } = useSWR<Awaited<ReturnType<typeof keys>>, Error>('evidence', keys, {
    revalidateOnFocus: false,
  });
  const { attempt, isBusy, problem } = useAttempt();
  return (
    <section className="stack" aria-label={WORDS.title}>
      <Heading size="medium">{WORDS.title}</Heading>
      <p>
        {WORDS.help}
        <code>npm run verify-receipt -- FILE --key KEY</code>
      </p>
      {error === undefined ? null : <Problem error={error} onRetry={() => void mutate()} />}
      {data === undefined && error === undefined ? <Loading what={WORDS.loading} /> : null}
      <ul className="steps" aria-label={WORDS.keys}>
        {(data?.keys ?? []).map(({ id, publicKey, createdAt }, index) => (
          <li key={id} data-key={id}>
            <span>
              <code>{publicKey}</code>
            </span>
            <Lozenge appearance={index === 0 ? 'success' : 'default'}>
              {index === 0 ? WORDS.signs : WORDS.verifies}
            </Lozenge>
            <span className="sentence small quiet">{WORDS.made(id, exactTime(createdAt))}</span>
            {index === 0 ? <Copy text={publicKey} what={WORDS.key} /> : null}
          </li>
        ))}
      </ul>
      <div className="row">
        <Button
          isLoading={isBusy}
          onClick={() => {
            attempt(async () => {
              await adminCall('rotateEvidenceKey', {});
              await mutate();
            });
          }}
        >
          {WORDS.signAnew}
        </Button>
        <Button
          isDisabled={data === undefined}
          onClick={() => {
            download('user-erasure-public-keys.json', 'application/json', JSON.stringify(data?.keys ?? [], null, 2));
          }}
        >
          {WORDS.download}
        </Button>
      </div>
      <p className="small quiet">{WORDS.signAnewHelp}</p>
      <Complaint words={problem} />
    </section>
  );
}

const keys = () => adminCall('evidenceKeys', {});
