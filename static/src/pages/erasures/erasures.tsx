/**
 * The erasures page: charts, the list with its filter, bulk; or one erasure's story. Its address says which.
 */
import Heading from '@atlaskit/heading';
import { lazy, Suspense } from 'react';
import { useSWRConfig } from 'swr';
import { Loading } from '../../ui/loading';
import { ERASURES } from '../../words/erasures';
import { Bulk } from './bulk';
import { filterIn, searchOf } from './filter';
import { FilterBar } from './filter-bar';
import { ErasureList, useErasures } from './list';
import { Story } from './story';
import { useSearch } from './use-search';

// Charts are looked at, not waited for.
const Charts = lazy(async () => ({ default: (await import('./charts')).Charts }));

const STORY = 'erasure';

function Overview({ search, go }: { search: URLSearchParams; go: (next: URLSearchParams) => void }) {
  const { mutate } = useSWRConfig();
  const filter = filterIn(search);
  const list = useErasures(filter);
  const look = async () => {
    await Promise.all([list.mutate(), mutate('figures')]);
  };
  return (
    <>
      <Suspense fallback={<Loading what={ERASURES.charts.loading} />}>
        <Charts />
      </Suspense>
      <section className="stack" aria-label={ERASURES.title}>
        <Heading size="medium">{ERASURES.title}</Heading>
        <FilterBar
          filter={filter}
          onChange={(next) => {
            go(searchOf(next));
          }}
        />
        <ErasureList
          list={list}
          filter={filter}
          onChanged={look}
          onStory={(erasureId) => {
            go(new URLSearchParams([...search, [STORY, erasureId]]));
          }}
        />
      </section>
      <Bulk onChanged={look} />
    </>
  );
}

export function Erasures() {
  const [search, go] = useSearch();
  const content = () => {
    if (search === null) return <Loading what={ERASURES.loading} />;
    const erasureId = search.get(STORY);
    if (erasureId === null) return <Overview search={search} go={go} />;
    const back = () => {
      const next = new URLSearchParams(search);
      next.delete(STORY);
      go(next);
    };
    return <Story erasureId={erasureId} onBack={back} />;
  };
  return <main className="screen">{content()}</main>;
}
