import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { SHARED } from '../words/shared';

/** So many are shown at first. */
export const SHOWN = 12;

/** The first of many providers, and a button for the others. */
export function useFirst<T>(all: readonly T[]) {
  const [isAll, setIsAll] = useState(false);
  const toggle =
    all.length <= SHOWN ? null : (
      <div>
        <Button
          appearance="subtle"
          spacing="compact"
          onClick={() => {
            setIsAll(!isAll);
          }}
        >
          {isAll ? SHARED.showFewer : SHARED.showAll(all.length)}
        </Button>
      </div>
    );
  return { shown: isAll ? all : all.slice(0, SHOWN), toggle };
}
