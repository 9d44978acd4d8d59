/**
 * When an erasure is finished, by what the admin asks for before an issue may be closed.
 */
import { type Erasure, isAllKept, isCalledOff, statusTold } from './erasure';
import { type Closing } from '../settings/closing';

type Standing = Pick<Erasure, 'status' | 'isSeenStill'>;

function isEnough(erasure: Standing, closing: Closing): boolean {
  const status = statusTold(erasure);
  return status === 'completed' || (status === 'handed-over' && closing === 'taken');
}

/** Whether an issue may be closed, as far as this erasure goes; also where all of the data may be kept. */
export const mayClose = (erasure: Standing & Parameters<typeof isAllKept>[0], closing: Closing): boolean =>
  isEnough(erasure, closing) || isAllKept(erasure);

/** Whether somebody still has to see to it: less is done than closing asks for, and nobody called it off. */
export const isUnfinished = (erasure: Standing, closing: Closing): boolean =>
  !isEnough(erasure, closing) && !isCalledOff(erasure);
