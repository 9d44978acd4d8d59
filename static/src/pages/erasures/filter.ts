import type { Filter } from '../../../../src/contract/erasures-calls';
import { ERASURES } from '../../words/erasures';

type Status = NonNullable<Filter['status']>;
type Due = NonNullable<Filter['due']>;

export const STATUSES = Object.keys(ERASURES.filter.statuses) as Status[];
export const DUES = Object.keys(ERASURES.filter.dues) as Due[];
const PERSON = /^p[0-9a-f]{64}$/;

/** The filter that the page's address asks for. What it does not know is left out. */
export function filterIn(search: URLSearchParams): Filter {
  const status = STATUSES.find((one) => one === search.get('status'));
  const due = DUES.find((one) => one === search.get('due'));
  const person = search.get('person');
  return {
    ...(status === undefined ? {} : { status }),
    ...(due === undefined ? {} : { due }),
    ...(person !== null && PERSON.test(person) ? { person } : {}),
  };
}

/** The address of a filter. */
export const searchOf = (filter: Filter): URLSearchParams =>
  new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined));

export const isEmpty = (filter: Filter): boolean => Object.keys(filter).length === 0;
