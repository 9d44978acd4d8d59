/**
 * The erasures of issues that the reader may see, filtered; the page's address says how.
 */
import Button from '@atlaskit/button/new';
import useSWRInfinite from 'swr/infinite';
import type { Filter } from '../../../../src/contract/erasures-calls';
import { Loading } from '../../ui/loading';
import { Notice } from '../../ui/notice';
import { Problem } from '../../ui/problem';
import { ERASURES } from '../../words/erasures';
import { erasuresCall, type Listed, type Page } from './erasures-call';
import { ExportCsv } from './export-csv';
import { isEmpty } from './filter';
import { ErasureTable } from './table';

const QUICKLY = 5000;
const SLOWLY = 60_000;
const FRESH = 5 * 60_000;

/** It runs, and may end at any moment. What waits for people or for a provider that is down is looked at slowly. */
const isFresh = ({ status, requestedAt }: Listed): boolean => status === 'running' && Date.now() - requestedAt < FRESH;

/** The pages that were asked for. What is open is looked at again soon, and nothing while the page is hidden. */
export function useErasures(filter: Filter) {
  return useSWRInfinite<Page, Error>(
    (index, previous: { cursor: string | null } | null) =>
      index > 0 && previous?.cursor == null ? null : ['list', filter, previous?.cursor ?? null],
    ([, asked, cursor]: readonly [string, Filter, string | null]) => erasuresCall('list', { filter: asked, cursor }),
    {
      refreshInterval: (latest) => {
        const isAnyRunning = latest?.some(({ erasures }) => erasures.some(isFresh)) === true;
        return isAnyRunning ? QUICKLY : SLOWLY;
      },
    },
  );
}

interface Props {
  readonly list: ReturnType<typeof useErasures>;
  readonly filter: Filter;
  readonly onStory: (erasureId: string) => void;
  readonly onChanged: () => Promise<unknown>;
}

export function ErasureList({ list, filter, onStory, onChanged }: Props) {
  const { data, error, size, setSize, mutate, isValidating } = list;
  // What stands there stays: one answer that does not come takes nothing away.
  if (error !== undefined && data === undefined) return <Problem error={error} onRetry={() => void mutate()} />;
  if (data === undefined) return <Loading what={ERASURES.loading} />;
  const erasures = data.flatMap((page) => page.erasures);
  const isAll = data.at(-1)?.cursor == null;
  return (
    <>
      <Notice kind={data[0]?.notice ?? null} />
      {erasures.length === 0 ? (
        <p className="quiet">{!isAll ? ERASURES.noneSoFar : isEmpty(filter) ? ERASURES.none : ERASURES.noneSuch}</p>
      ) : (
        <ErasureTable
          erasures={erasures}
          accountId={data[0]?.accountId ?? ''}
          onStory={onStory}
          onDecided={onChanged}
        />
      )}
      <div className="row">
        {isAll ? null : (
          <Button isLoading={isValidating && size > data.length} onClick={() => void setSize(size + 1)}>
            {ERASURES.more}
          </Button>
        )}
        <Button onClick={() => void mutate()}>{ERASURES.refresh}</Button>
        {erasures.length === 0 ? null : <ExportCsv filter={filter} />}
      </div>
    </>
  );
}
