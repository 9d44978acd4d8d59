/**
 * What the page shows stands in its address, so that a reload, a bookmark or the browser's Back leads to the same.
 * @see https://developer.atlassian.com/platform/forge/custom-ui-bridge/view/ createHistory
 */
import { view } from '@forge/bridge';
import { useCallback, useEffect, useRef, useState } from 'react';

type History = Awaited<ReturnType<typeof view.createHistory>>;

/**
 * The query of the page's address, and how to go to another one; null until it is known. Where the product keeps no
 * address for the page, what is shown is lost with a reload, and nothing else.
 */
export function useSearch(): [URLSearchParams | null, (next: URLSearchParams) => void] {
  const [search, setSearch] = useState<URLSearchParams | null>(null);
  const history = useRef<History | null>(null);

  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    const show = (query: string) => {
      if (!isGone) setSearch(new URLSearchParams(query));
    };
    view.createHistory().then(
      (created) => {
        history.current = created;
        show(created.location.search);
        stop = created.listen(({ search: query }) => {
          show(query);
        });
      },
      () => {
        show('');
      },
    );
    return () => {
      isGone = true;
      stop?.();
    };
  }, []);

  const go = useCallback((next: URLSearchParams) => {
    setSearch(next);
    const query = next.toString();
    history.current?.push(query === '' ? '/' : `/?${query}`);
  }, []);
  return [search, go];
}
