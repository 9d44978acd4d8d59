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
import { erasuresCall, type Page } from './erasures-call';
import { ExportCsv } from './export-csv';
import { isEmpty } from './filter';
import { ErasureTable } from './table';

const QUICKLY = 5000;
const SLOWLY = 60_000;

/** The pages that were asked for. What is open is looked at again soon, and nothing while the page is hidden. */
export function useErasures(filter: Filter) {
  return useSWRInfinite<Page, Error>(
    (index, previous: { cursor: string | null } | null) =>
      index > 0 && previous?.cursor == null ? null : ['list', filter, previous?.cursor ?? null],
    ([, asked, cursor]: readonly [string, Filter, string | null]) => erasuresCall('list', { filter: asked, cursor }),
    {
      keepPreviousData: true,
      refreshInterval: (latest) => {
        const isAnyOpen = latest?.some(({ erasures }) => erasures.some(({ isOpen }) => isOpen)) === true;
        return isAnyOpen ? QUICKLY : SLOWLY;
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
  if (error !== undefined) return <Problem error={error} onRetry={() => void mutate()} />;
  if (data === undefined) return <Loading what={ERASURES.loading} />;
  const erasures = data.flatMap((page) => page.erasures);
  const isAll = data.at(-1)?.cursor == null;
  return (
    <>
      <Notice kind={data[0]?.notice ?? null} />
      {erasures.length === 0 ? (
        <p className="quiet">{isEmpty(filter) && isAll ? ERASURES.none : ERASURES.noneSuch}</p>
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
