/**
 * A person of this site: found by name, kept by their account.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get
 */
import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { requestJira } from '@forge/bridge';
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import { useNames } from '../../ui/names';
import { ADMIN } from '../../words/admin';

const WORDS = ADMIN.person;
/** Who types on is not asked for yet. */
const PAUSE = 250;
const SHOWN = 8;

interface Found {
  readonly accountId: string;
  readonly accountType: string;
  readonly displayName: string;
  readonly active: boolean;
}

async function search(wanted: string): Promise<readonly Found[]> {
  const response = await requestJira(`/rest/api/3/user/search?maxResults=50&query=${encodeURIComponent(wanted)}`);
  if (!response.ok) throw new Error(WORDS.notFound);
  const found = (await response.json()) as readonly Found[];
  return found.filter(({ accountType, active }) => accountType === 'atlassian' && active).slice(0, SHOWN);
}

/** What was typed, once nobody types for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}

interface Props {
  readonly id: string;
  readonly described: string;
  /** The account; empty: nobody is chosen. */
  readonly account: string;
  readonly onChange: (account: string) => void;
}

function Search({ id, described, onChange }: Omit<Props, 'account'>) {
  const [typed, setTyped] = useState('');
  const wanted = useSettled(typed.trim());
  const { data: found, error } = useSWR<readonly Found[], Error>(wanted === '' ? null : ['people', wanted], () =>
    search(wanted),
  );
  return (
    <>
      <Textfield
        id={id}
        aria-describedby={described}
        autoComplete="off"
        placeholder={WORDS.search}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
        // Enter looks for somebody: it does not save the form without them.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <div role="status" className="small quiet">
        {error === undefined ? (found?.length === 0 ? WORDS.nobody : null) : error.message}
      </div>
      {found === undefined || found.length === 0 ? null : (
        <ul className="plain row" aria-label={WORDS.found}>
          {found.map(({ accountId, displayName }) => (
            <li key={accountId}>
              <Button
                spacing="compact"
                onClick={() => {
                  onChange(accountId);
                }}
              >
                {displayName}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Who is chosen, or a search for them. */
export function PersonField({ account, onChange, ...props }: Props) {
  const nameOf = useNames(account === '' ? [] : [account]);
  if (account === '') return <Search {...props} onChange={onChange} />;
  return (
    <div className="row" id={props.id} aria-describedby={props.described}>
      <strong data-testid="person">
        <bdi>{nameOf(account)}</bdi>
      </strong>
      <Button
        spacing="compact"
        appearance="subtle"
        onClick={() => {
          onChange('');
        }}
      >
        {WORDS.another}
      </Button>
    </div>
  );
}
