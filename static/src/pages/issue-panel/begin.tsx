import Button from '@atlaskit/button/new';
import { lazy, Suspense, useState } from 'react';
import type { ErasureView } from '../../../../src/contract/erasure-view';
import { Loading } from '../../ui/loading';
import { PANEL } from '../../words/panel';

// Most visits of an issue begin nothing.
const DeleteUser = lazy(async () => ({ default: (await import('../issue-action/delete-user')).DeleteUser }));

interface Props {
  readonly erasures: readonly ErasureView[];
  readonly onStarted: () => void;
}

/** *Delete user*, right in the panel. The panel shows what comes of it. */
export function Begin({ erasures, onStarted }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
  };
  if (isOpen)
    return (
      <Suspense fallback={<Loading what={PANEL.loading} />}>
        <section className="card" aria-label={PANEL.begin}>
          <DeleteUser
            onClose={close}
            onStarted={() => {
              close();
              onStarted();
            }}
          />
        </section>
      </Suspense>
    );
  const isSomebodyLeft = (erasures[0]?.people?.left.length ?? 0) > 0;
  return (
    <div className="row">
      <Button
        appearance={erasures.length === 0 || isSomebodyLeft ? 'primary' : 'default'}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {PANEL.begin}
      </Button>
    </div>
  );
}
