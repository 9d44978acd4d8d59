/**
 * The keys that receipts are signed with.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import useSWR from 'swr';
import { exactTime } from '../../ui/time';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { adminCall } from './admin-call';
import { useAction } from './use-action';

export function Evidence() {
  const { data, error, mutate } = useSWR<Awaited<ReturnType<typeof keys>>, Error>('evidence', keys, {
    revalidateOnFocus: false,
  });
  const { run, isBusy, problem } = useAction();
  return (
    <section className="stack" aria-label="Evidence">
      <Heading size="medium">Evidence</Heading>
      <p>
        Every finished erasure has a receipt, signed with the key of this site. Give the public key to whoever checks
        receipts: <code>npm run verify-receipt -- FILE --key KEY</code>
      </p>
      {error === undefined ? null : <Problem error={error} onRetry={() => void mutate()} />}
      {data === undefined && error === undefined ? <Loading what="Loading the keys …" /> : null}
      <ul className="steps" aria-label="Public keys">
        {(data?.keys ?? []).map(({ id, publicKey, createdAt }, index) => (
          <li key={id} data-key={id}>
            <span>
              <code>{publicKey}</code>
            </span>
            <Lozenge appearance={index === 0 ? 'success' : 'default'}>{index === 0 ? 'Signs' : 'Verifies'}</Lozenge>
            <span className="sentence small quiet">
              {id}, made {exactTime(createdAt)}
            </span>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button
          isLoading={isBusy}
          onClick={() => {
            run(async () => {
              await adminCall('rotateEvidenceKey', {});
              await mutate();
            });
          }}
        >
          Sign with a new key
        </Button>
      </div>
      <p className="small quiet">Receipts that were signed before stay valid under the key that signed them.</p>
      {problem}
    </section>
  );
}

const keys = () => adminCall('evidenceKeys', {});
