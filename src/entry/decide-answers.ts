/**
 * The answers to what a person decides, the same on every screen.
 */
import { confirmByHand, markByHand, withdrawByHand } from '../app/decide/by-hand';
import { decide } from '../app/decide/decide';
import type { DECIDE_CALLS } from '../contract/decide-calls';
import type { Handlers } from './answer';

export const DECIDE_ANSWERS: Handlers<typeof DECIDE_CALLS> = {
  decide: async (ports, decision, asker) => {
    await decide(ports, decision, asker.accountId);
    return {};
  },
  markByHand: async (ports, { erasureId, ...said }, asker) => {
    await markByHand(ports, erasureId, asker.accountId, said);
    return {};
  },
  confirmByHand: async (ports, { erasureId, connectionId }, asker) => {
    await confirmByHand(ports, erasureId, asker.accountId, connectionId);
    return {};
  },
  withdrawByHand: async (ports, { erasureId, connectionId }, asker) => {
    await withdrawByHand(ports, erasureId, asker.accountId, connectionId);
    return {};
  },
};
