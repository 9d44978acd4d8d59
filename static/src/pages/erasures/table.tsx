import Button from '@atlaskit/button/new';
import { Decisions } from '../../ui/decisions';
import { ErasureLozenge, PeopleLine } from '../../ui/erasure-status';
import { Grid } from '../../ui/grid';
import { IssueLink } from '../../ui/issue-link';
import { Lozenge } from '../../ui/lozenge';
import { exactDay, When } from '../../ui/time';
import { ERASURES } from '../../words/erasures';
import { SHARED } from '../../words/shared';
import { erasuresCall, type Listed } from './erasures-call';

interface Props {
  readonly accountId: string;
  readonly onDecided: () => Promise<unknown>;
  readonly onStory: (erasureId: string) => void;
}

const Row = ({ erasure, accountId, onDecided, onStory }: Props & { erasure: Listed }) => (
  <tr data-erasure={erasure.id}>
    <td className="nowrap">
      <IssueLink issueKey={erasure.issueKey} />
    </td>
    <td>
      <bdi>{erasure.mask}</bdi>
    </td>
    <td>
      <ErasureLozenge erasure={erasure} />
      <PeopleLine people={erasure.people} />
      {erasure.mirror === null ? null : <div className="small quiet">{erasure.mirror}</div>}
    </td>
    <td>{ERASURES.of(erasure.settled, erasure.total)}</td>
    <td className="nowrap">
      <When at={erasure.requestedAt} />
    </td>
    <td className="nowrap">
      {exactDay(erasure.dueAt)} {erasure.isOverdue ? <Lozenge appearance="removed">{SHARED.overdue}</Lozenge> : null}
    </td>
    <td>
      <div className="stack">
        {erasure.mayAct ? (
          <Decisions
            erasure={erasure}
            accountId={accountId}
            mayApprove={erasure.mayApprove}
            decide={(decision) => erasuresCall('decide', decision)}
            onDecided={onDecided}
          />
        ) : null}
        <div>
          <Button
            appearance="subtle"
            spacing="compact"
            aria-label={ERASURES.story(erasure.issueKey)}
            onClick={() => {
              onStory(erasure.id);
            }}
          >
            {ERASURES.storyShort}
          </Button>
        </div>
      </div>
    </td>
  </tr>
);

/** Erasures, a row each, with what there is to decide. */
export const ErasureTable = ({ erasures, ...props }: Props & { erasures: readonly Listed[] }) => (
  <Grid label={ERASURES.table} columns={ERASURES.columns}>
    {erasures.map((erasure) => (
      <Row key={erasure.id} erasure={erasure} {...props} />
    ))}
  </Grid>
);
