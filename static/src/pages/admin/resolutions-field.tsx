/**
 * What each resolution of this site says of an erasure.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-resolutions/#api-rest-api-3-resolution-get
 */
import { requestJira } from '@forge/bridge';
import useSWR from 'swr';
import { ADMIN } from '../../words/admin';

const WORDS = ADMIN.resolutions;
const SAID = Object.keys(WORDS.said) as (keyof typeof WORDS.said)[];

type Readings = Readonly<Record<string, string>>;

async function ask(): Promise<readonly string[]> {
  const response = await requestJira(`/rest/api/3/resolution`);
  if (!response.ok) throw new Error(WORDS.notFound);
  return ((await response.json()) as readonly { readonly name: string }[]).map(({ name }) => name);
}

/** What the field holds; nothing where it holds no such thing. */
function readingsIn(text: string): Readings {
  try {
    const parsed = JSON.parse(text === '' ? '{}' : text) as unknown;
    return typeof parsed === 'object' && parsed !== null ? (parsed as Readings) : {};
  } catch {
    return {};
  }
}

const without = (readings: Readings, name: string): Readings =>
  Object.fromEntries(Object.entries(readings).filter(([one]) => one !== name));

interface Props {
  readonly id: string;
  readonly described: string;
  readonly title: string;
  /** What each says, as JSON. */
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** A choice for each resolution; those that Jira does not know (any more) stand among them, until they say nothing. */
export function ResolutionsField({ id, described, title, text, onChange }: Props) {
  const { data: known = [], error } = useSWR<readonly string[], Error>('resolutions', ask);
  const readings = readingsIn(text);
  const names = [...new Set([...known, ...Object.keys(readings)])];
  const change = (name: string, said: string) => {
    const others = without(readings, name);
    onChange(JSON.stringify(said === '' ? others : { ...others, [name]: said }));
  };
  return (
    <fieldset id={id} aria-describedby={described} className="plain">
      <legend className="visually-hidden">{title}</legend>
      {error === undefined ? null : <p role="alert">{error.message}</p>}
      {names.map((name) => (
        <label key={name} className="row between">
          <span>
            <bdi>{name}</bdi>
            {error === undefined && known.length > 0 && !known.includes(name) ? ` ${WORDS.unknown}` : null}
          </span>
          <select
            className="native"
            value={readings[name] ?? ''}
            onChange={(event) => {
              change(name, event.currentTarget.value);
            }}
          >
            <option value="">{WORDS.nothing}</option>
            {SAID.map((said) => (
              <option key={said} value={said}>
                {WORDS.said[said]}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
