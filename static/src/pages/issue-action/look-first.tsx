/**
 * Looking first: what the providers hold of whoever is to be deleted, asked on a button and never by itself.
 */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { type Appearance, Lozenge } from '../../ui/lozenge';
import { Complaint } from '../../ui/problem';
import { ACTION } from '../../words/action';
import type { Looked, LookedFor } from './use-look';

const WORDS = ACTION.look;

type HeldThere = Looked['held'][number];
const LOOKS: Record<HeldThere['kind'], Appearance> = {
  found: 'inprogress',
  nobody: 'default',
  'not-askable': 'default',
  'left-alone': 'moved',
  late: 'moved',
  unanswered: 'removed',
};

/** What one provider holds; or why it does not say. */
export const HeldLine = ({ held: { kind, words, sentence } }: { held: HeldThere }) => (
  <span className="sentence small row" data-held={kind}>
    {WORDS.holds} <Lozenge appearance={LOOKS[kind]}>{words}</Lozenge>
    {sentence === null ? null : <span>{sentence}</span>}
  </span>
);

const Hint = ({ words }: { words: string }) => (
  <SectionMessage appearance="information" title={WORDS.nobody}>
    <p>{words}</p>
  </SectionMessage>
);

/** What all providers together hold of each person. */
function Said({ all, isOfMany }: { all: readonly LookedFor[]; isOfMany: boolean }) {
  return all.map((one) => (
    <div key={one.address} className="stack">
      {isOfMany ? (
        <p className="small">
          <bdi>{one.address}</bdi>
        </p>
      ) : null}
      {'problem' in one ? <Complaint words={one.problem} /> : <p className="small">{one.looked.summary}</p>}
      {'looked' in one && one.looked.hint !== null ? <Hint words={one.looked.hint} /> : null}
    </div>
  ));
}

interface Props {
  readonly all: readonly LookedFor[];
  readonly isRunning: boolean;
  readonly onLook: () => void;
  /** How many providers are asked, of how many people. */
  readonly providers: number;
  readonly people: number;
  /** Why no provider may be asked; null where they may. */
  readonly notLooked: string | null;
  /** The agent has yet to say that it is the right person. */
  readonly isUnconfirmed: boolean;
}

export function LookFirst({ all, isRunning, onLook, providers, people, notLooked, isUnconfirmed }: Props) {
  if (notLooked !== null) return <p className="small quiet">{notLooked}</p>;
  return (
    <div className="stack" data-testid="look">
      <div className="row">
        <Button
          spacing="compact"
          isLoading={isRunning}
          isDisabled={isUnconfirmed}
          onClick={onLook}
          aria-describedby="look-help"
        >
          {all.length > 0 && !isRunning ? WORDS.again : WORDS.first}
        </Button>
        <span id="look-help" className="small quiet grow">
          {isUnconfirmed ? WORDS.confirmFirst : WORDS.help}
        </span>
      </div>
      <div className="stack" role="status">
        {isRunning ? <p className="small">{WORDS.asking(providers, all.length + 1, people)}</p> : null}
        <Said all={all} isOfMany={people > 1} />
      </div>
    </div>
  );
}
