import type { ErasureView } from '../../../../src/contract/erasure-view';
import { Lozenge } from '../../ui/lozenge';
import { exactDay, exactTime, When } from '../../ui/time';
import { PANEL } from '../../words/panel';
import { SHARED } from '../../words/shared';

const WORDS = PANEL.facts;

/** When an erasure was asked for and by whom, when it is due, and how it went on. */
export function Facts({ erasure, nameOf }: { erasure: ErasureView; nameOf: (accountId: string) => string }) {
  const { requestedAt, via, requestedBy, approvedBy, dueAt, isOverdue, finishedAt, status, startsAt } = erasure;
  const { addressKeptUntil, secondLookAt } = erasure;
  return (
    <dl className="facts small">
      <dt>{WORDS.asked}</dt>
      <dd>
        <When at={requestedAt} />, {via}
      </dd>
      {requestedBy === null ? null : (
        <>
          <dt>{WORDS.by}</dt>
          <dd>
            <bdi>{nameOf(requestedBy)}</bdi>
          </dd>
        </>
      )}
      {approvedBy === null ? null : (
        <>
          <dt>{WORDS.approvedBy}</dt>
          <dd>
            <bdi>{nameOf(approvedBy)}</bdi>
          </dd>
        </>
      )}
      <dt>{WORDS.due}</dt>
      <dd>
        {exactDay(dueAt)} {isOverdue ? <Lozenge appearance="removed">{SHARED.overdue}</Lozenge> : null}
      </dd>
      {finishedAt === null ? null : (
        <>
          <dt>{WORDS.ended}</dt>
          <dd>
            <When at={finishedAt} />
          </dd>
        </>
      )}
      {addressKeptUntil === null ? null : (
        <>
          <dt>{SHARED.addressKept}</dt>
          <dd>
            {SHARED.keptUntil(exactTime(addressKeptUntil), secondLookAt === null ? null : exactDay(secondLookAt))}
          </dd>
        </>
      )}
      {status === 'scheduled' ? (
        <>
          <dt>{WORDS.begins}</dt>
          <dd>
            <When at={startsAt} />
          </dd>
        </>
      ) : null}
    </dl>
  );
}
